using CsCheck;
using Polytask.Comparison;
using Polytask.Numerics;

namespace Polytask.Tests.Comparison;

public sealed class TaskGroupingTests
{
    // Sums of at most a few dozen numbers near 1, in another order.
    private const double Tolerance = 1e-9;

    [Fact]
    public void Up_to_six_tasks_no_division_is_better() =>
        (from count in Gen.Int[1, 6]
         from most in Gen.Int[1, 6]
         from values in Gen.Double[-1, 1].Array[count * count]
         select (count, most, values)).ForAll(
            problem =>
            {
                double[][] affinity = [.. problem.values.Chunk(problem.count)];
                var found = TaskGrouping.Best(affinity, problem.most);
                Assert.Equal(Enumerable.Range(0, problem.count), found.SelectMany(group => group).Order());
                Assert.InRange(found.Count, 1, problem.most);
                var best = Divisions(problem.count).Where(groups => groups.Count <= problem.most).Max(groups => TaskGrouping.Value(affinity, groups));
                Assert.Equal(best, TaskGrouping.Value(affinity, found), Tolerance);
            }, 300);

    [Fact]
    public void The_worth_of_groups_is_the_sum_of_the_mean_affinities_of_the_others()
    {
        double[][] affinity = [[0, 1, 2], [3, 0, 4], [5, 6, 0]];
        Assert.Equal((3 + 5) / 2.0 + (1 + 6) / 2.0 + (2 + 4) / 2.0, TaskGrouping.Value(affinity, [[0, 1, 2]]), Tolerance);
        Assert.Equal(3 + 1, TaskGrouping.Value(affinity, [[0, 1], [2]]), Tolerance);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(40)]
    public void Planted_blocks_are_found(int count)
    {
        // Within the blocks of every third task affinities are about 1, otherwise about −1: whatever the noise, the blocks are best.
        var random = new RandomStream(5, "blocks");
        double[][] affinity = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => (i % 3 == j % 3 ? 1 : -1) + 0.3 * random.NextNormal()).ToArray())];
        Assert.Equal(Enumerable.Range(0, 3).Select(block => Enumerable.Range(0, count).Where(task => task % 3 == block)), TaskGrouping.Best(affinity, 3));
        Assert.InRange(TaskGrouping.Best(affinity, 2).Count, 1, 2);
    }

    [Fact]
    public void Where_more_groups_are_not_better_there_are_fewer() =>
        Assert.Equal([[0, 1, 2]], TaskGrouping.Best([[0, 1, 1], [1, 0, 1], [1, 1, 0]], 3));

    [Fact]
    public void What_was_never_measured_counts_nothing() =>
        Assert.Equal([[0, 2], [1]], TaskGrouping.Best([[double.NaN, double.NaN, 1], [double.NaN, double.NaN, -1], [1, double.NaN, double.NaN]], 3));

    /// <summary>All divisions of tasks into groups.</summary>
    private static IEnumerable<List<List<int>>> Divisions(int count) => count == 0 ? [[]] :
        from smaller in Divisions(count - 1)
        from place in Enumerable.Range(0, smaller.Count + 1)
        select Enumerable.Range(0, Math.Max(smaller.Count, place + 1)).Select(i => smaller.ElementAtOrDefault(i) ?? []).Select((members, i) => i == place ? [.. members, count - 1] : members).ToList();
}
