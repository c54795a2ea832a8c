using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Metrics;
using Polytask.Testing;
using Polytask.Tests.Runs;

namespace Polytask.Tests.Comparison;

/// <summary>Tasks of which it is known what sharing does to them, on a few data sets; <c>bench/results/transfer.md</c> has a hundred of each problem.</summary>
public sealed class TransferProblemTests
{
    private static readonly long[] DataSets = [1, 2, 3];

    [Fact]
    public async Task Sharing_helps_related_tasks() =>
        Assert.All(await CompareAsync(new TransferProblem([0, 0, 0, 0], 15, 4)), result => Assert.All(result.Given.Tasks, task => Assert.Equal(Verdict.Helped, task.Verdict)));

    [Fact]
    public async Task Sharing_hurts_tasks_that_want_the_same_number_for_themselves() =>
        Assert.All(await CompareAsync(new TransferProblem([0, 1, 2], 30, 1)), result =>
        {
            Assert.Contains(result.Given.Tasks, task => task.Verdict == Verdict.Hurt);
            Assert.All(result.Given.Tasks, task => Assert.NotEqual(Verdict.Helped, task.Verdict));
        });

    [Fact]
    public async Task Related_tasks_are_found_by_their_affinity_and_helped_by_grouping() =>
        Assert.All(await CompareAsync(new TransferProblem([0, 1, 0, 1, 0, 1], 15, 4), groups: 2), result =>
            Assert.All(result.Contenders.Single(one => one.Name == "a1 + a2 + a3 | b1 + b2 + b3").Tasks, task => Assert.Equal(Verdict.Helped, task.Verdict)));

    [Fact]
    public async Task Noise_has_no_verdict() =>
        Assert.All(await CompareAsync(new TransferProblem([-1, -1], 30, 4)), result => Assert.All(result.Given.Tasks, task => Assert.Equal(Verdict.Undecided, task.Verdict)));

    private static async Task<IReadOnlyList<ComparisonResult>> CompareAsync(TransferProblem problem, int groups = 1)
    {
        var results = new List<ComparisonResult>();
        foreach (var seed in DataSets)
        {
            using var folder = new TemporaryFolder();
            problem.Write(folder["rows.csv"], seed);
            File.WriteAllText(folder["run.yaml"], RunFileWriter.Write(problem.RunFile(folder["rows.csv"], seed)));
            results.Add(await Experiment.CompareAsync(
                folder["run.yaml"], new ComparisonOptions { Weights = 0, Groups = groups, Directory = folder["out"], Cache = folder["cache"] }, TestContext.Current.CancellationToken));
        }
        return results;
    }
}
