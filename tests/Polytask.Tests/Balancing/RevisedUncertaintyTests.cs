using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class RevisedUncertaintyTests
{
    /// <summary>The derivative of L/(2v) + log(1 + v) is 0 where 2v² = L (1 + v).</summary>
    [Fact]
    public void The_variance_becomes_that_of_the_papers_minimum()
    {
        var method = LossMethods.Create(new RevisedUncertainty(), 2);
        for (var number = 0; number < 5000; number++) LossMethods.Weigh(method, [0.2, 3]);
        LossMethods.Close(
            [Best(0.2), Best(3)],
            [.. LossMethods.Memory(method, "scale").Select(Math.Exp)], 1e-5); // How near Adam comes in 5000 steps of 0.025.

        static double Best(double loss) => (loss + Math.Sqrt(loss * loss + 8 * loss)) / 4;
    }

    [Fact]
    public void The_weight_is_half_the_precision() => Gen.Double[-3, 3].ForAll(scale =>
        Assert.Equal(0.5 / Math.Exp(scale), Steps.Weights(new RevisedUncertainty { Initial = scale }, [1])[0], 1e-14 * Math.Exp(-scale))); // Roundings.

    /// <summary>Adam's first moment after the first gradient is a tenth of it.</summary>
    [Fact]
    public void The_variance_is_learnt_by_the_gradient_of_the_objective() => Gen.Select(Gen.Double[-3, 3], Gen.Double[0.1, 10]).ForAll((scale, loss) =>
    {
        var method = LossMethods.Create(new RevisedUncertainty { Initial = scale }, 1);
        LossMethods.Weigh(method, [loss]);
        var slope = (Objective(scale + 1e-5) - Objective(scale - 1e-5)) / 2e-5;
        Assert.Equal(slope, LossMethods.Memory(method, "adam.first")[0] / 0.1, 1e-6); // Central differences: the square of their step, and rounding divided by it.

        double Objective(double s) => loss / (2 * Math.Exp(s)) + Math.Log(1 + Math.Exp(s));
    });
}
