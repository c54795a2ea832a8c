using Polytask.Cli.Toys;

namespace Polytask.Cli.Tests.Toys;

/// <summary>
/// Where methods end on the two quadratic problems, as Quinton and Rey (2024) show it and as their library TorchJD was measured: the distance
/// from the only Pareto optimum, and from the Pareto set. Rates are half of theirs where our weights are sums and theirs means.
/// </summary>
[Trait("Category", "Acceptance")]
public sealed class QuadraticTests
{
    // Numbers were measured with two or three digits.
    private const double Digits = 0.02;

    [Theory]
    [InlineData("equal")]
    [InlineData("upgrad")]
    [InlineData("dualproj")]
    [InlineData("pcgrad")]
    public void Without_conflict_descent_is_exact(string method)
    {
        var problem = ToyProblem.All["ewq"];
        // Every number shrinks by 1 − 0.075 in each of 50 steps; directions of pcgrad are floats.
        Assert.All(problem.Starts.Zip(Descents.Of("ewq", method)), way =>
        {
            Assert.Equal(way.First.X * Math.Pow(1 - 0.075, 50), way.Second.End.X, 1e-7);
            Assert.Equal(way.First.Y * Math.Pow(1 - 0.075, 50), way.Second.End.Y, 1e-7);
            Assert.False(way.Second.Rose);
        });
        Assert.Equal(0.0608, problem.DistanceToParetoSet(Descents.Of("ewq", method)[1].End), 5e-5);
    }

    [Theory]
    [InlineData("mgda", 2, 2.19, 3.0, 0.115, 2.58, 3.41)]
    [InlineData("cagrad,radius=0.5", 1, 0.0609, null, 0.0145, 0.081, 0.071)] // a gradient of 0 stops TorchJD's, not ours
    [InlineData("aligned_mtl", 1, 1.04, 0.0608, 0.115, 1.06, 2.77)]
    [InlineData("config", 2, 0.0385, 8.9e-4, 0.0017, 0.0455, 0.059)]
    [InlineData("imtl_g", 4, 1.0, 5e-8, 0.0017, 1.0, null)] // at an axis, it depends on rounding where the last one ends
    [InlineData("nash_mtl", 4, 0.096, null, 0.043, 0.043, 0.145)] // a gradient of 0 takes no part in our bargain
    public void Element_wise(string method, double rate, double? first, double? second, double? third, double? fourth, double? fifth) =>
        Descents.Of("ewq", method, rate).Select(way => ToyProblem.All["ewq"].DistanceToParetoSet(way.End)).Are(Digits, first, second, third, fourth, fifth);

    [Theory]
    [InlineData("equal", 1, 0.030, 0.056, 0.033, 0.032)]
    [InlineData("upgrad", 1, null, 3.5e-3, null, 2.6e-3)] // ours is exact, and comes nearer than to TorchJD's 4e-4
    [InlineData("pcgrad", 1, null, 3.5e-3, null, 2.6e-3)]
    [InlineData("dualproj", 1, null, 0.047, 0.015, 0.032)]
    [InlineData("cagrad,radius=0.5", 1, 0.024, 0.025, 0.027, 0.018)]
    [InlineData("mgda", 2, null, 0.241, null, 0.063)] // near the set, TorchJD's solver stops early
    [InlineData("config", 2, null, 1.1e-3, null, 9.3e-4)]
    [InlineData("imtl_g", 4, null, 2.6e-3, null, 1.4e-3)]
    [InlineData("nash_mtl", 4, 0.032, 0.032, null, 0.088)]
    [InlineData("aligned_mtl", 1, 0.027, null, 0.027, 0.76)]
    public void Forms(string method, double rate, double? first, double? second, double? third, double? fourth)
    {
        double?[] expected = [first, second, third, fourth];
        var distances = Descents.Of("cqf", method, rate).Select(way => ToyProblem.All["cqf"].DistanceToParetoSet(way.End)).ToArray();
        distances.Are(2.5 * Digits, expected);
    }

    [Theory]
    [InlineData("upgrad", 1)]
    [InlineData("pcgrad", 1)]
    [InlineData("config", 2)]
    public void Methods_that_hurt_no_task_come_to_the_Pareto_set(string method, double rate) =>
        Assert.All(Descents.Of("cqf", method, rate), way => Assert.True(ToyProblem.All["cqf"].DistanceToParetoSet(way.End) < 4e-3));

    [Fact]
    public void Some_methods_stop_on_the_axes_where_nothing_but_one_loss_can_fall()
    {
        foreach (var (method, rate) in new[] { ("mgda", 2.0), ("aligned_mtl", 1.0) })
            Assert.Contains(Descents.Of("ewq", method, rate), way => ToyProblem.All["ewq"].DistanceToParetoSet(way.End) > 2);
    }
}
