using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class CosineSoftmaxTests
{
    private static readonly float[] Directions = [1, 0, 0, 1, -1, 0];

    [Fact]
    public void Logits_are_cosines_times_the_scale()
    {
        // 0.6 and 0.8 of a length of 5, beside which the shortest length counts for 2e-6.
        var gradient = new float[2];
        var expected = Math.Log(Math.Exp(0.6 * 2) + Math.Exp(0.8 * 2) + Math.Exp(-0.6 * 2)) - 0.8 * 2;
        Assert.Equal(expected, CosineSoftmax.Loss([3, 4], 1, Directions, 2, gradient), 1e-5);
        Assert.Equal(0, 3 * gradient[0] + 4 * gradient[1], 1e-5); // the length has no part in it
        Assert.True(gradient[1] < 0);
    }

    [Fact]
    public void Nothing_has_no_direction_and_a_finite_gradient()
    {
        var (gradient, unit) = (new float[2], new float[2]);
        Assert.Equal(Math.Log(3), CosineSoftmax.Loss([0, 0], 0, Directions, 16, gradient), 1e-6);
        Assert.All(gradient, number => Assert.True(float.IsFinite(number)));
        CosineSoftmax.Direction([0, 0], unit);
        Assert.Equal([0, 0], unit);
        CosineSoftmax.Direction([30, 40], unit);
        foreach (var (expected, number) in new[] { 0.6, 0.8 }.Zip(unit)) Assert.Equal(expected, number, 1e-6);
    }
}
