using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class NormalTests
{
    // Printed tables: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.1, with more digits.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-6, 9.8658765e-10)]
    public void The_table(double x, double below) => Assert.Equal(below, Normal.Below(x), 1e-14);

    [Fact]
    public void Both_sides_are_alike_and_the_density_is_the_slope() => Gen.Double[-12, 12].ForAll(x =>
    {
        Assert.Equal(1, Normal.Below(x) + Normal.Below(-x), 1e-14);
        // A central difference: its error is a sixth of the third derivative, at most 1, times the square of the step, and rounding over the step.
        Assert.Equal(Normal.Density(x), (Normal.Below(x + 1e-4) - Normal.Below(x - 1e-4)) / 2e-4, 1e-8);
    });
}
