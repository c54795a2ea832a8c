using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class LogGammaTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.6931471805599453)] // ln 2!
    [InlineData(11, 15.104412573075516)] // ln 10!
    [InlineData(0.5, 0.5723649429247001)] // ln √π
    [InlineData(1.5, -0.12078223763524526)] // ln (√π / 2)
    public void Known_values(double x, double value) => Assert.Equal(value, LogGamma.Of(x), 1e-13 * (1 + value)); // a dozen logarithms round

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.7)]
    public void Reflection(double x) => // DLMF 5.5.3
        Assert.Equal(Math.Log(Math.PI / Math.Sin(Math.PI * x)), LogGamma.Of(x) + LogGamma.Of(1 - x), 1e-12);

    [Fact]
    public void Only_above_0() => Assert.Throws<ArgumentOutOfRangeException>(() => LogGamma.Of(0));
}
