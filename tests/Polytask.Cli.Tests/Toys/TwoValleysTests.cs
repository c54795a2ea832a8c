using Polytask.Cli.Toys;

namespace Polytask.Cli.Tests.Toys;

/// <summary>
/// Where methods end in the two valleys: the claims of the papers on CAGrad, Nash-MTL and FAMO, and the losses that a program in another
/// language, with solvers of its own, measured for each of them. All steps are gone, but not for every method in every setting: four
/// million steps take some 15 seconds.
/// </summary>
[Trait("Category", "Acceptance")]
public sealed class TwoValleysTests
{
    private const string Famo = "famo,least.first=-2.1,least.second=-21,decay=";

    // Of the first and of the second loss, where ways came to rest: on the way they are sensitive to rounding.
    private const double First = 0.02, Second = 0.2;

    [Fact]
    public void Plain_descent_is_stuck_from_two_of_three_starts()
    {
        var ways = Descents.Of("two_valleys", "equal");
        Assert.Equal([false, true, false], ways.Select(Arrived));
        Assert.All(new[] { ways[0], ways[2] }, way => Assert.True(way.End.Y > 1));
        Assert.Equal(0, ways[1].End.X, 0.01);
    }

    [Fact]
    public void Mgda_ends_anywhere_on_the_Pareto_set()
    {
        var ways = Descents.Of("two_valleys", "mgda");
        Assert.All(ways, way => Assert.True(Arrived(way)));
        ways.Select(way => way.End.X).Are(0.01, -3.32, -6.99, 3.33);
        ways.Select(way => way.Losses[0]).Are(0.01, -9.340, -0.419, -18.640);
        ways.Select(way => way.Losses[1]).Are(0.01, -18.637, -19.989, -9.332);
    }

    [Fact]
    public void Projections_end_elsewhere_on_it()
    {
        var ways = Descents.Of("two_valleys", "pcgrad");
        Assert.All(ways, way => Assert.True(Arrived(way)));
        Assert.Equal(-6.43, ways[1].End.X, 0.02);
        Assert.All(ways, way => Assert.True(Math.Abs(way.End.X) > 1)); // not the minimum of the mean
    }

    [Fact]
    public void CAGrad_comes_to_the_minimum_of_the_mean_from_everywhere() =>
        Assert.All(Descents.Of("two_valleys", "cagrad,radius=0.5,rescale=linear"), way =>
        {
            Assert.Equal((0, -8.36), (Math.Round(way.End.X, 1), Math.Round(way.End.Y, 2)));
            Assert.All(way.Losses, loss => Assert.Equal(-15.09, loss, 0.01));
        });

    [Theory]
    [InlineData("equal", "-0.380 -19.83", "-0.380 -19.83", "stuck", "-0.380 -19.83", "-0.380 -19.83")]
    [InlineData("mgda", "-1.193 -17.47", "-1.991 -2.85", "-1.999 -0.46", "-0.732 -19.24", "-1.999 -0.41")]
    [InlineData("pcgrad", "-0.692 -19.33", "-0.928 -18.66", "stuck", "-0.829 -18.98", "-1.960 -5.52")]
    [InlineData("upgrad", "-0.692 -19.33", "-0.928 -18.66", "stuck", "-0.829 -18.98", "-1.960 -5.52")]
    [InlineData("imtl_g", "-1.156 -17.67", "-1.509 -15.09", "-1.790 -11.09", "-0.919 -18.69", "-1.970 -4.87")]
    [InlineData("cagrad,radius=0.4", "-0.380 -19.83", "-0.380 -19.83", "stuck", "-0.380 -19.83", "-0.380 -19.83")]
    [InlineData("nash_mtl", "-1.016 -18.32", "-1.509 -15.09", "-1.833 -10.14", "-0.945 -18.60", "-1.954 -5.91")]
    [InlineData("aligned_mtl", "-0.380 -19.83", "-0.380 -19.83", "somewhere", "-0.380 -19.83", "somewhere")]
    [InlineData("config", "-1.181 -17.54", "-1.509 -15.09", "somewhere", "-0.855 -18.90", "-1.960 -5.56")]
    [InlineData("dualproj", "-0.380 -19.83", "-0.380 -19.83", "stuck", "-0.380 -19.83", "-1.901 -8.19")]
    [InlineData(Famo + "0", "-1.465 -15.51", "-1.521 -14.97", "-1.558 -14.57", "-1.367 -16.33", "-1.723 -12.34")]
    [InlineData(Famo + "0.001", "stuck", "-0.248 -19.93", "stuck", "-0.248 -19.93", "-1.993 -2.48")]
    public void With_the_first_loss_scaled(string method, params string[] ends)
    {
        foreach (var (way, end) in Descents.Of("two_valleys_scaled", method).Zip(ends))
        {
            Assert.Equal(end != "stuck", Arrived(way));
            if (end is "stuck" or "somewhere") continue;
            double[] losses = [.. end.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.Equal(losses[0], way.Losses[0], First);
            Assert.Equal(losses[1], way.Losses[1], Second);
        }
    }

    [Theory]
    [InlineData("equal", 3)]
    [InlineData("cagrad,radius=0.5", 3)]
    [InlineData("config", 3)]
    [InlineData(Famo + "0", 5)]
    public void After_35_000_steps_so_many_of_five_have_arrived(string method, int count) =>
        Assert.Equal(count, Descents.Of("two_valleys_scaled", method, steps: 35_000).Count(Arrived));

    private static bool Arrived(ToyPath way) => Math.Abs(way.End.X) < 7.1 && Math.Abs(way.End.Y + 8.3552) < 0.1;
}
