using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class LineClustersTests
{
    /// <summary>Against all ways to give each number a cluster.</summary>
    [Fact]
    public void No_clusters_are_better() => Gen.Select(Gen.Double[-5, 5].Array[1, 7], Gen.Int[1, 3]).ForAll((numbers, clusters) =>
    {
        var means = Average(numbers, clusters);
        Assert.True(means.Distinct().Count() <= clusters);
        var best = double.PositiveInfinity;
        for (var code = 0; code < Math.Pow(clusters, numbers.Length); code++)
            best = Math.Min(best, Squares(numbers, [.. numbers.Select((_, i) => code / (int)Math.Pow(clusters, i) % clusters)]));
        Assert.Equal(best, numbers.Zip(means, (number, mean) => (number - mean) * (number - mean)).Sum(), 1e-12); // Sums of squares up to 175.
    });

    [Fact]
    public void Numbers_have_the_mean_of_their_cluster() => Assert.Equal([10.5, 1, 10.5, 1, 5], Average([10, 1, 11, 1, 5], 3));

    [Fact]
    public void With_a_cluster_each_numbers_stay() => Assert.Equal([3, 1, 2], Average([3, 1, 2], 5));

    [Fact]
    public void Equal_numbers_stay() => Assert.Equal([2, 2, 2], Average([2, 2, 2], 2));

    [Fact]
    public void The_order_does_not_matter() => Gen.Select(Gen.Double[-5, 5].Array[6], Gen.Shuffle(new[] { 0, 1, 2, 3, 4, 5 })).ForAll((numbers, order) =>
    {
        var means = Average(numbers, 3);
        Assert.Equal(order.Select(i => means[i]), Average([.. order.Select(i => numbers[i])], 3));
    });

    [Fact]
    public void A_smaller_call_after_a_larger_one_is_as_if_alone()
    {
        var clusters = new LineClusters(5, 2);
        clusters.Average([9, 1, 8, 2, 7], new double[5]);
        var means = new double[3];
        clusters.Average([1, 10, 2], means);
        Assert.Equal([1.5, 10, 1.5], means);
    }

    private static double[] Average(double[] numbers, int clusters)
    {
        var means = new double[numbers.Length];
        new LineClusters(numbers.Length, clusters).Average(numbers, means);
        return means;
    }

    private static double Squares(double[] numbers, int[] cluster) =>
        numbers.Zip(cluster).GroupBy(pair => pair.Second, pair => pair.First).Sum(group => group.Sum(x => (x - group.Average()) * (x - group.Average())));
}
