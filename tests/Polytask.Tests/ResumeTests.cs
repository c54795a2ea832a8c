using System.Text.RegularExpressions;
using CsCheck;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tests.Balancing;
using Polytask.Training;

namespace Polytask.Tests;

/// <summary>A run that was stopped and resumed leaves what it would have left without the stop, byte for byte.</summary>
public sealed partial class ResumeTests
{
    private static readonly Dictionary<string, RegimeOptions> Regimes = new()
    {
        ["joint"] = new JointRegime { Epochs = 3, BatchSize = 8 },
        ["joint, best per task"] = new JointRegime { Epochs = 4, BatchSize = 8, Keep = Keep.BestPerTask, TaskPatience = 1 },
        ["joint, patience"] = new JointRegime { Epochs = 20, BatchSize = 8, Patience = 3, Accumulate = 2, ClipNorm = 0.5 },
        ["joint, gradients measured"] = new JointRegime { Epochs = 3, BatchSize = 8, BalanceEvery = 2, MeasureGradients = 3 },
        ["alternating"] = new AlternatingRegime { Epochs = 2, BatchSize = 8, Sampling = TaskSampling.Annealed, Keep = Keep.Last },
        ["sequential, ewc"] = new SequentialRegime { Epochs = 2, BatchSize = 8, Ewc = 10 },
        ["sequential, l2Sp, rehearsal"] = new SequentialRegime { Epochs = 2, BatchSize = 8, L2Sp = 1, Rehearsal = 0.5, TaskPatience = 1 },
    };

    public static TheoryData<string> Names => [.. Regimes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Stopping_at_any_step_changes_nothing(string name)
    {
        using var run = new ToyRun();
        var steps = 0;
        run.Train("whole", Regimes[name], happened => steps += happened is StepCompleted ? 1 : 0);
        var attempt = 0;
        Gen.Int[1, steps - 1].Array[1, 3].ForAll(stops =>
        {
            var directory = $"stopped {attempt++}";
            foreach (var (i, stop) in stops.Order().Distinct().Index()) StopAt(run, directory, Regimes[name], stop, first: i == 0);
            run.Resume(directory);
            RequireSame(run["whole"], run[directory]);
        }, iter: 4);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_killed_between_checkpoints_goes_on_from_the_last(string name)
    {
        var regime = Regimes[name] with { CheckpointSeconds = 0 };
        using var run = new ToyRun();
        var events = 0;
        run.Train("whole", regime, _ => events++);
        foreach (var at in new[] { 1, 2, events / 2, events - 2, events })
        {
            var seen = 0;
            Assert.Throws<Killed>(() => run.Train($"killed {at}", regime, _ => Kill(++seen == at)));
            run.Resume($"killed {at}");
            RequireSame(run["whole"], run[$"killed {at}"]);
        }
    }

    [Fact]
    public void Records_of_a_gradient_method_are_neither_lost_nor_repeated()
    {
        using var run = new ToyRun(balancing: new EvenGramian());
        run.Train("whole");
        StopAt(run, "stopped", null, 7, first: true);
        run.Resume("stopped");
        RequireSame(run["whole"], run["stopped"]);
        Assert.Equal([1, 3, 5, 7, 9, 11], EventLog.Read(Path.Combine(run["stopped"], "events.jsonl")).OfType<TasksBalanced>().Select(record => (int)record.Step));
    }

    [Fact]
    public void Choices_that_become_sharp_on_the_way_go_on_from_where_they_were()
    {
        using var run = new ToyRun(sharing: new LearntBranches { Trunk = [new DenseStage { Width = 6 }, new DenseStage { Width = 6 }] });
        run.Train("whole");
        StopAt(run, "stopped", null, 7, first: true);
        run.Resume("stopped");
        RequireSame(run["whole"], run["stopped"]);
    }

    [Fact]
    public void A_stop_before_the_first_step_waits_for_it()
    {
        using var run = new ToyRun();
        run.Train("whole");
        Assert.Throws<OperationCanceledException>(() =>
        {
            using var stop = new CancellationTokenSource();
            run.Train("stopped", null, happened => { if (happened is RunStarted) stop.Cancel(); }, stop.Token);
        });
        Assert.True(File.Exists(Path.Combine(run["stopped"], "checkpoints", "last.safetensors")));
        run.Resume("stopped");
        RequireSame(run["whole"], run["stopped"]);
    }

    [Fact]
    public void A_finished_run_is_not_resumed()
    {
        using var run = new ToyRun();
        run.Train("whole");
        Assert.Contains("is complete: there is nothing to go on with", Assert.Throws<ConfigurationException>(() => run.Resume("whole")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_other_data_is_refused_and_the_run_stays_as_it_is()
    {
        using var run = Stopped();
        var lines = File.ReadAllLines(run.Data);
        File.WriteAllLines(run.Data, lines.Select((line, i) => i == 7 ? line.Replace("w", "x", StringComparison.Ordinal) : line));
        Assert.Contains("was written with other data", Refused(run).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("width: 6", "width: 7", "trunk.0.weight")]
    [InlineData("\"sold\":\n", "\"sole\":\n    column: sold\n", "sole")]
    public void A_checkpoint_of_another_model_is_refused_and_the_run_stays_as_it_is(string here, string there, string named)
    {
        using var run = Stopped();
        var file = Path.Combine(run["stopped"], "run.yaml");
        var text = File.ReadAllText(file);
        var changed = text.Replace(here, there, StringComparison.Ordinal).Replace(here.Replace("\"", "", StringComparison.Ordinal), there.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        File.WriteAllText(file, changed);
        Assert.Contains(named, Refused(run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_and_the_run_stays_as_it_is()
    {
        using var run = Stopped();
        var file = Path.Combine(run["stopped"], "checkpoints", "last.safetensors");
        var bytes = File.ReadAllBytes(file);
        Gen.Int[0, bytes.Length - 1].ForAll(at =>
        {
            File.WriteAllBytes(file, bytes[..at]);
            Refused(run);
            File.WriteAllBytes(file, [.. bytes[..at], (byte)(bytes[at] + 1), .. bytes[(at + 1)..]]);
            Refused(run);
        }, iter: 10);
    }

    private static ToyRun Stopped()
    {
        var run = new ToyRun();
        StopAt(run, "stopped", null, 7, first: true);
        return run;
    }

    private static CheckpointException Refused(ToyRun run)
    {
        var before = Contents(run["stopped"]);
        var error = Assert.Throws<CheckpointException>(() => run.Resume("stopped"));
        Assert.Equal(before, Contents(run["stopped"]));
        return error;
    }

    private static void StopAt(ToyRun run, string directory, RegimeOptions? regime, int step, bool first)
    {
        using var stop = new CancellationTokenSource();
        void Watch(RunEvent happened)
        {
            if (happened is StepCompleted completed && completed.Step == step) stop.Cancel();
        }
        Assert.Throws<OperationCanceledException>(() => first ? run.Train(directory, regime, Watch, stop.Token) : run.Resume(directory, Watch, stop.Token));
    }

    private static void RequireSame(string whole, string other)
    {
        foreach (var file in new[] { "model/model.safetensors", "model/model.json", "metrics.json", "run.yaml" })
            Assert.True(File.ReadAllBytes(Path.Combine(whole, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, file))), $"{file} of {other} is another.");
        Assert.Equal(Events(whole), Events(other));
    }

    private static string Events(string directory) => Seconds().Replace(File.ReadAllText(Path.Combine(directory, "events.jsonl")), "");

    private static Dictionary<string, string> Contents(string directory) => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order().Where(file => Path.GetFileName(file) != ".lock")
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static void Kill(bool now)
    {
        if (now) throw new Killed();
    }

    private sealed class Killed : Exception;

    [GeneratedRegex("\"seconds\":[^,}]*")]
    private static partial Regex Seconds();
}
