using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class GeneralisedIouTests
{
    // The step of the difference quotient, which is off by its square times the third derivative.
    private const double Step = 1e-5, Tolerance = 1e-5;

    /// <summary>By hand: boxes of 4 and 4 that share 1 are 7 together, in 9; boxes of 1 and 1 beside a gap of 1 are in 3; the same box is all there is.</summary>
    [Fact]
    public void Values_by_hand()
    {
        var gradient = new double[4];
        Assert.Equal(1 - 1 / 7.0 + 2 / 9.0, GeneralisedIou.Loss([0, 0, 2, 2], [1, 1, 3, 3], gradient), 1e-15);
        Assert.Equal(1 + 1 / 3.0, GeneralisedIou.Loss([0, 0, 1, 1], [2, 0, 3, 1], gradient), 1e-15);
        Assert.Equal(0, GeneralisedIou.Loss([0, 0, 1, 2], [0, 0, 1, 2], gradient), 1e-15);
    }

    [Fact]
    public void The_gradient_is_the_derivative() => Gen.Select(Box, Box).ForAll((box, target) =>
    {
        double[] gradient = new double[4], ignored = new double[4];
        // Where edges meet there is a kink.
        if (Enumerable.Range(0, 8).Any(i => Math.Abs(box[i / 2] - target[i / 2 % 2 + 2 * (i % 2)]) < 2 * Step)) return;
        GeneralisedIou.Loss(box, target, gradient);
        for (var edge = 0; edge < 4; edge++)
        {
            double At(double step)
            {
                double[] moved = [.. box];
                moved[edge] += step;
                return GeneralisedIou.Loss(moved, target, ignored);
            }
            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient[edge], Tolerance * Math.Max(1, Math.Abs(gradient[edge])));
        }
    }, iter: 300);

    private static Gen<double[]> Box => Gen.Double[0, 0.9].Array[2].SelectMany(corner => Gen.Double[0.05, 1].Array[2].Select(size => new[] { corner[0], corner[1], corner[0] + size[0], corner[1] + size[1] }));
}
