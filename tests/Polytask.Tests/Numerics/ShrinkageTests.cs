using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

/// <summary>Moreau: a point is the sum of its proximal point and of the nearest point of the dual norm's ball, and the two meet.</summary>
public sealed class ShrinkageTests
{
    private static readonly Gen<(double[], double)> Points = Gen.Select(Gen.Double[-4, 4].Array[1, 9], Gen.Double[0, 6]);

    [Fact]
    public void What_is_taken_from_each_number_is_the_amount_at_most() =>
        Holds(Shrinkage.Absolute, x => x.Sum(Math.Abs), x => x.Max(Math.Abs));

    [Fact]
    public void What_is_taken_from_the_length_is_the_amount_at_most() =>
        Holds(Shrinkage.Length, Length, Length);

    [Fact]
    public void What_is_taken_from_the_largest_has_the_amount_as_its_sum_at_most() =>
        Holds(Shrinkage.Largest, x => x.Max(Math.Abs), x => x.Sum(Math.Abs));

    private static double Length(double[] x) => Math.Sqrt(x.Sum(value => value * value));

    private delegate void Shrink(Span<double> x, double amount);

    private static void Holds(Shrink shrink, Func<double[], double> norm, Func<double[], double> dual) => Points.ForAll((point, amount) =>
    {
        var left = (double[])point.Clone();
        shrink(left, amount);
        double[] taken = [.. point.Zip(left, (x, y) => x - y)];
        const double rounding = 1e-13; // of sums of 9 numbers up to 4
        Assert.True(dual(taken) <= amount + rounding);
        Assert.Equal(amount * norm(left), taken.Zip(left, (x, y) => x * y).Sum(), 10 * rounding);
    });
}
