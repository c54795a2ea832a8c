using Polytask.Configuration;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Training;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class LearntBranchesTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DropoutStage { Probability = 0 }, new DenseStage { Width = 5, Dropout = 0 }, new DenseStage { Width = 6, Dropout = 0 }];
    private static readonly LearntBranches Options = new() { Trunk = Stages };

    [Fact]
    public void A_prediction_follows_the_likeliest_choices()
    {
        // LibMTL draws at prediction too.
        using var ltb = new LiteralTrunk(Options);
        ltb.Is((task, x) =>
        {
            double[] Node(int node, int level) => ltb.Layer($"trunk.{level + 1}.towers.{Task(node)}", level == 0 ? x : Node(Chosen(ltb, node, level), level - 1));
            return Node(Chosen(ltb, task, 2), 1);
        });
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)) + 2 * Tasks * Tasks, ltb.Parameters);
        Assert.All(ltb.Found().Zip(ltb.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Theory]
    [InlineData(0.1, 5.0)]
    [InlineData(0.55, 0.5)]
    [InlineData(1.0, 0.05)]
    public void Training_draws_mixtures_that_become_sharp(double progress, double temperature)
    {
        // From 5 to 0.05 over what is left behind a tenth: half of the way is a tenth of the temperature.
        using var ltb = new LiteralTrunk(Options with { Annealing = new Annealing { WarmUp = 0.1, First = 5, Last = 0.05 } });
        var random = new RandomStream(1, "pass");
        var mixtures = Enumerable.Range(0, 2).Select(level => Enumerable.Range(0, Tasks).Select(node =>
            Softmax([.. Logits(ltb, node, level + 1).Select(logit => (logit - Math.Log(-Math.Log(random.NextDouble()))) / temperature)])).ToArray()).ToArray();
        RequireTraining(ltb, progress, mixtures);
    }

    [Fact]
    public void Nodes_read_the_mean_of_those_below_before_they_choose()
    {
        using var ltb = new LiteralTrunk(Options);
        var even = Enumerable.Repeat(Enumerable.Repeat(1.0 / Tasks, Tasks).ToArray(), Tasks).ToArray();
        var pass = RequireTraining(ltb, progress: 0.05, [even, even]);
        ltb.Store.ZeroGradients();
        ltb.Trunk.Pullback([.. Enumerable.Range(0, Tasks).Select(_ => torch.ones(Rows, 6))], pass);
        Assert.All(ltb.Store.Dense, p => Assert.Equal(p.Name.Contains(".fusion.", StringComparison.Ordinal), !Numbers.Of(p.Gradient).ContainsAnyExcept(0f)));
    }

    [Fact]
    public void There_is_a_choice_behind_every_trained_stage_and_no_other()
    {
        // LibMTL has two levels of choices more than it reads.
        using var ltb = new LiteralTrunk(Options);
        Assert.Equal(
            [.. from stage in new[] { 1, 2 } from task in Enumerable.Range(0, Tasks) select $"trunk.{stage}.fusion.{Task(task)}.weight"],
            ltb.Store.Dense.Where(p => p.Name.Contains(".fusion.", StringComparison.Ordinal)).Select(p => p.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_it_settles_on_predicts_the_same(long seed)
    {
        var options = Options with { SharedStages = [new DenseStage { Width = 3 }], TaskStages = [new DenseStage { Width = 2 }] };
        using var ltb = new LiteralTrunk(options, tasks: 4);
        foreach (var logits in ltb.Store.Dense.Where(p => p.Name.Contains(".fusion.", StringComparison.Ordinal))) Numbers.Fill(Numbers.Of(logits.Value), new RandomStream(seed, logits.Name));
        using var settled = new LiteralTrunk(ltb.Trunk.Settled!, tasks: 4);
        // Every stage of a branch is that of the node on the way of the branch's first task: shared.0, trunk.1, trunk.2 and towers.0 are 0, 2, 3 and 4 there.
        foreach (var parameter in settled.Store.Dense)
        {
            var parts = parameter.Name.Split('.');
            var task = parts.Length == 5 ? parts[3][1] - '0' : 0;
            var (high, suffix) = (Chosen(ltb, task, 2), parts[^1]);
            var name = parts[1] switch
            {
                "0" => $"shared.0.{suffix}",
                "2" => $"trunk.1.towers.{Task(Chosen(ltb, high, 1))}.{suffix}",
                "3" => $"trunk.2.towers.{Task(high)}.{suffix}",
                _ => $"towers.0.{Task(task)}.{suffix}",
            };
            Numbers.Of(ltb.Store.Dense.Single(p => p.Name == name).Value).CopyTo(Numbers.Of(parameter.Value));
        }
        settled.Is((task, x) => [.. ltb.Found().Where(found => found.Task == task && ltb.Row(found.Row).SequenceEqual(x)).Single().Numbers.Select(number => (double)number)]);
    }

    [Fact]
    public void A_run_leaves_the_run_file_of_its_branches()
    {
        using var run = new ToyRun();
        var file = run.File with { Sharing = new LearntBranches { Trunk = [new DenseStage { Width = 6 }, new DenseStage { Width = 5 }] }, Training = new JointRegime { Epochs = 6, BatchSize = 8 } };
        var notices = new List<string>();
        new Experiment(file).Train(new RunOptions { Directory = run["run"], OnEvent = happened => notices.AddRange(new[] { happened }.OfType<Notice>().Select(notice => notice.Message)) }, TestContext.Current.CancellationToken);
        var settled = RunFileReader.Read(Path.Combine(run["run"], "settled.yaml"), []);
        var branched = Assert.IsType<Branched>(settled.Sharing);
        Assert.Equal(2, branched.StageGroups.Count);
        Assert.Equal($"sharing: training settled on 'branched': {branched}. The run directory has a run file that trains it by itself, settled.yaml.", Assert.Single(notices));
        Assert.Equal("run settled", settled.Name);
        Assert.Contains("settled on", File.ReadAllText(Path.Combine(run["run"], "report.html")), StringComparison.Ordinal);
        Assert.NotEmpty(new Experiment(settled).Train(new RunOptions { Directory = run["again"] }, TestContext.Current.CancellationToken).Test);
    }

    [Fact]
    public void A_temperature_that_rises_is_refused() => Assert.Equal(
        [("last", "expected at most the first temperature, 1, found 2. Lower it, or raise first.")], new Annealing { First = 1, Last = 2 }.Problems());

    private static double[] Logits(LiteralTrunk ltb, int node, int stage) => ltb.Vector($"trunk.{stage}.fusion.{Task(node)}.weight");

    private static int Chosen(LiteralTrunk ltb, int node, int stage) => Logits(ltb, node, stage).Index().MaxBy(logit => logit.Item).Index;

    private static Pass RequireTraining(LiteralTrunk ltb, double progress, double[][][] mixtures)
    {
        var pass = Pass.Training(ltb.Batch, new RandomStream(1, "pass"), progress);
        var found = ltb.Trunk.Forward([.. Enumerable.Repeat(true, Tasks)], pass);
        for (var row = 0; row < Rows; row++)
        {
            var paths = Enumerable.Repeat(ltb.Row(row), Tasks).ToArray();
            for (var level = 0; level < mixtures.Length; level++)
            {
                double[][] nodes = [.. paths.Select((path, node) => ltb.Layer($"trunk.{level + 1}.towers.{Task(node)}", path))];
                paths = [.. mixtures[level].Select(weights => Mix(weights, nodes))];
            }
            // Sums of some ten products of size 1, in float, and a logarithm of drawn numbers in float.
            for (var task = 0; task < Tasks; task++)
                foreach (var (expected, number) in paths[task].Zip(Numbers.Of(found[task]![row].contiguous()).ToArray())) Assert.Equal(expected, number, 1e-5);
        }
        return pass;
    }
}
