using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Metrics;
using Polytask.Testing;
using Polytask.Tests.Runs;

namespace Polytask.Tests.Comparison;

/// <summary>Tasks of which it is known what sharing does to them, once each; <c>bench/results/transfer.md</c> has a hundred data sets of each problem.</summary>
public sealed class TransferProblemTests
{
    private const int Seeds = 5;

    [Fact]
    public async Task Sharing_helps_related_tasks_and_hurts_the_one_that_has_no_room()
    {
        var result = await CompareAsync(new TransferProblem([0, 0, 0, 0, 0, 1], 40, 1, Inputs: 24, Epochs: 150, BatchSize: 16));
        Assert.Equal([.. Enumerable.Repeat(Verdict.Helped, 5), Verdict.Hurt], result.Given.Tasks.Select(task => task.Verdict));
    }

    [Fact]
    public async Task Related_tasks_are_found_by_their_affinity_and_grouped()
    {
        var result = await CompareAsync(new TransferProblem([0, 1, 0, 1], 60, 2, MeasureAffinity: 1), groups: 2);
        Assert.All(result.Contenders.Single(one => one.Name == "a1 + a2 | b1 + b2").Tasks, task => Assert.NotEqual(Verdict.Hurt, task.Verdict));
        Assert.Equal("a1 + a2 | b1 + b2", result.Chosen!.Name);
    }

    [Fact]
    public async Task Noise_has_no_verdict() =>
        Assert.All((await CompareAsync(new TransferProblem([-1, -1], 60, 1))).Given.Tasks, task => Assert.Equal(Verdict.Undecided, task.Verdict));

    private static async Task<ComparisonResult> CompareAsync(TransferProblem problem, int groups = 1)
    {
        const long Seed = 1;
        using var folder = new TemporaryFolder();
        problem.Write(folder["rows.csv"], Seed);
        File.WriteAllText(folder["run.yaml"], RunFileWriter.Write(problem.RunFile(folder["rows.csv"], Seed)));
        return await Experiment.CompareAsync(
            folder["run.yaml"], new ComparisonOptions { Seeds = Seeds, Weights = 0, Groups = groups, Directory = folder["out"], Cache = folder["cache"] }, TestContext.Current.CancellationToken);
    }
}
