using Polytask.Configuration;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Runs.Hints;
using Polytask.Runs.Reporting;
using Polytask.Sharing;
using Polytask.Training;

namespace Polytask.Tests.Runs.Hints;

/// <summary>What stands out in runs that were trained.</summary>
public sealed class RunHintsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_task_with_a_thousand_times_the_weight_dominates_and_the_report_says_so(int measured)
    {
        using var run = new ToyRun();
        var regime = new JointRegime { Epochs = 2, BatchSize = 8, MeasureGradients = measured };
        Train(run, "even", run.File with { Training = regime });
        Assert.Null(Hints(run["even"]).Dominant);
        Assert.DoesNotContain("dominates", File.ReadAllText(Path.Combine(run["even"], "report.html")));

        var heavy = Train(run, "heavy", run.File with { Training = regime, Tasks = run.File.Tasks.ToDictionary(task => task.Key, task => task.Key == "price" ? task.Value with { Weight = 1000 } : task.Value) });
        var found = Hints(run["heavy"]).Dominant!;
        Assert.Equal(("price", measured > 0), (found.Task, found.Steps > 0));
        Assert.InRange(found.Weight / found.Times, 0.1, 100); // about what the others weigh
        Assert.Contains("price dominates", File.ReadAllText(Path.Combine(run["heavy"], "report.html")));
        Assert.StartsWith("price dominates", heavy.Hints[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_is_learnt_by_heart_overfits_and_its_few_labels_are_counted()
    {
        using var run = new ToyRun(rows: 60);
        // 36 training rows with labels that have nothing to do with them.
        var rows = File.ReadAllLines(run.Data);
        var place = rows[0].Split(',').ToList().IndexOf("topic");
        File.WriteAllLines(run.Data, rows.Select((row, i) => i == 0 ? row : string.Join(',', row.Split(',').Select((cell, c) => c == place ? (i * 7919 % 13 < 6 ? "red" : "blue") : cell))));
        Train(run, "noise", run.File with
        {
            Sharing = new HardSharing { Trunk = [new DenseStage { Width = 32, Dropout = 0 }] },
            Optimiser = new Adam { LearningRate = 0.02 },
            Training = new JointRegime { Epochs = 60, BatchSize = 8 },
        });
        var hints = Hints(run["noise"]);
        Assert.Contains("topic", hints.Overfit.Select(one => one.Task));
        // Some labels have no weight.
        Assert.StartsWith("Fewer than 100 training labels: sold 24, price 25 and topic ", Assert.Single(hints.Labels, hint => hint.StartsWith("Fewer than 100 training labels", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(hints.Labels, hint => hint.StartsWith("Fewer than 30 validation labels", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_stands_out_in_a_run_that_has_not_begun() => Assert.Empty(RunHints.Of([new RunHistory([])]).Sentences);

    private static RunResult Train(ToyRun run, string name, RunFile file) => new Experiment(file).Train(new RunOptions { Directory = run[name] }, TestContext.Current.CancellationToken);

    private static RunHints Hints(string directory) => RunHints.Of([ReportInput.Read(RunDirectory.Read(directory)).History]);
}
