using CsCheck;
using Polytask.Cli.Toys;

namespace Polytask.Cli.Tests.Toys;

public sealed class ToyProblemTests
{
    public static TheoryData<string> Names => [.. ToyProblem.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_losses(string name)
    {
        var problem = ToyProblem.All[name];
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).ForAll((x, y) =>
        {
            var (low, high) = problem.View;
            var at = new Point(low.X + x * (high.X - low.X), low.Y + y * (high.Y - low.Y));
            var (_, gradients) = Evaluate(problem, at);
            const double nudge = 1e-6;
            foreach (var (i, (above, below)) in new[] { (new Point(at.X + nudge, at.Y), new Point(at.X - nudge, at.Y)), (new Point(at.X, at.Y + nudge), new Point(at.X, at.Y - nudge)) }.Index())
                for (var task = 0; task < 2; task++)
                {
                    var slope = (Evaluate(problem, above).Losses[task] - Evaluate(problem, below).Losses[task]) / (2 * nudge);
                    // Rounding of losses up to about 20 over 2e-6; the logarithm in a valley is curved.
                    Assert.Equal(slope, gradients[2 * task + i], 1e-4 * Math.Max(1, Math.Abs(slope)));
                }
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Along_the_Pareto_set_no_step_lowers_both_losses(string name)
    {
        var problem = ToyProblem.All[name];
        foreach (var point in problem.ParetoSet)
        {
            var (_, g) = Evaluate(problem, point);
            var (one, two) = (Math.Sqrt(g[0] * g[0] + g[1] * g[1]), Math.Sqrt(g[2] * g[2] + g[3] * g[3]));
            // Opposite, or one of them 0; points are exact but for rounding, beside gradients of about 1.
            Assert.True(one < 1e-8 || two < 1e-8 || (Math.Abs(g[0] * g[3] - g[1] * g[2]) < 1e-6 * one * two && g[0] * g[2] + g[1] * g[3] < 0), $"{point}");
            Assert.Equal(0, problem.DistanceToParetoSet(point), 1e-12);
        }
    }

    [Fact]
    public void Two_valleys_are_where_they_were_measured()
    {
        // Ends of MGDA and CAGrad, by a program in another language; the points have two or three digits.
        var problem = ToyProblem.All["two_valleys"];
        Assert.All(new[] { (new Point(-3.32, -8.37), -9.34, -18.64), (new Point(0, -8.36), -15.09, -15.09), (new Point(-6.99, -8.43), -0.42, -19.99) }, expected =>
        {
            var (losses, _) = Evaluate(problem, expected.Item1);
            Assert.Equal(expected.Item2, losses[0], 0.02);
            Assert.Equal(expected.Item3, losses[1], 0.02);
        });
        Assert.All(problem.ParetoSet, point => Assert.True(Math.Abs(point.X) <= 7 && point.Y is > -8.44 and < -8.35));
    }

    [Fact]
    public void Where_the_halves_of_the_plane_meet_both_count()
    {
        var (losses, gradients) = Evaluate(ToyProblem.All["two_valleys"], new Point(0, 0));
        Assert.Equal([0, 0], losses);
        Assert.Equal([0, 0], [gradients[0], gradients[2]]);
        // Half the difference of valley and bowl, and the first valley is log 3.5 + 6 high there.
        Assert.Equal(0.5 * (Math.Log(3.5) + 6 - ((49 + 6.4) / 10 - 20)), gradients[1], 1e-12);
        Assert.Equal(gradients[1], gradients[3], 1e-12);
    }

    private static (double[] Losses, double[] Gradients) Evaluate(ToyProblem problem, Point at)
    {
        var (losses, gradients) = (new double[2], new double[4]);
        problem.Evaluate(at, losses, gradients);
        return (losses, gradients);
    }
}
