using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class RowMathTests
{
    private static readonly Gen<(float[], float[])> Rows = Gen.Int[0, 70].SelectMany(length => Gen.Select(Gen.Float[-2, 2].Array[length], Gen.Float[-2, 2].Array[length]));

    [Fact]
    public void Products_are_added_up_in_double_precision() => Rows.ForAll((a, b) =>
    {
        // Products of single precision are exact in double precision; 70 sums of numbers below 4 are rounded.
        Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), RowMath.Dot(a, b), 1e-12);
        Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), RowMath.Dot([.. a.Select(x => (double)x)], (ReadOnlySpan<double>)[.. b.Select(x => (double)x)]), 1e-12);
    });

    [Fact]
    public void One_number_that_is_not_finite_is_found_wherever_it_is() =>
        Gen.Select(Gen.Float[-1e38f, 1e38f].Array[1, 70], Gen.Int[0, 69], Gen.OneOf(Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity), Gen.Const(float.NegativeInfinity))).ForAll((row, at, wrong) =>
        {
            Assert.True(RowMath.AreFinite(row));
            row[at % row.Length] = wrong;
            Assert.False(RowMath.AreFinite(row));
        });

    [Fact]
    public void Products_are_taken_number_by_number() => Rows.ForAll((a, b) =>
    {
        var result = new float[a.Length];
        RowMath.Multiply(a, b, result);
        Assert.Equal(a.Zip(b, (x, y) => x * y), result);
    });

    [Fact]
    public void Blends_are_sums_of_scaled_rows() => Rows.ForAll((a, b) =>
    {
        var result = a.ToArray();
        RowMath.Blend(0.75f, result, -3, b);
        // With or without fused multiplication.
        for (var i = 0; i < a.Length; i++) Assert.Equal(0.75 * a[i] - 3.0 * b[i], result[i], 1e-6);
    });
}
