using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class BoxNormTests
{
    [Fact]
    public void No_weights_of_the_box_with_the_sum_give_less() =>
        Gen.Select(Gen.Double[-3, 3].Array[4], Gen.Double[0.01, 0.99].Array[4]).ForAll((x, drawn) =>
        {
            // Any weights between 0.2 and 1.2, and their sum as the total.
            double[] theta = [.. drawn.Select(share => 0.2 + share)];
            var value = new BoxNorm(0.2, 1.2, theta.Sum()).Value(x);
            Assert.True(value <= x.Zip(theta, (number, weight) => number * number / weight).Sum() / 2 + 1e-12);
            Assert.True(value >= x.Sum(number => number * number) / 2 / 1.2 - 1e-12);
        });

    [Fact]
    public void Between_equal_bounds_it_is_half_the_square_of_the_length()
    {
        Assert.Equal(12.5, new BoxNorm(1, 1, 2).Value([3, 4]), 1e-14);
        double[] x = [3, -4];
        new BoxNorm(1, 1, 2).Shrink(x, 1);
        Assert.Equal([1.5, -2], x);
    }

    [Fact]
    public void With_a_total_for_one_number_it_is_half_the_square_of_their_sum()
    {
        // The 1-support norm: θ of |x_i| / Σ |x|, up to the least θ of 10⁻¹².
        Assert.Equal(24.5, new BoxNorm(1e-12, 1, 1 + 1e-12).Value([3, -4]), 1e-9);
    }

    [Fact]
    public void Zeros_stay()
    {
        double[] x = [0, 0];
        new BoxNorm(0.1, 1.1, 1.2).Shrink(x, 0.5);
        Assert.Equal([0, 0], x);
        Assert.Equal(0, new BoxNorm(0.1, 1.1, 1.2).Value(x));
    }
}
