using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class WilsonIntervalTests
{
    /// <summary>Newcombe, Two-Sided Confidence Intervals for the Single Proportion, Statistics in Medicine 17, 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Published_intervals(int hits, int rows, double low, double high)
    {
        var interval = WilsonInterval.Of((double)hits / rows, rows);
        Assert.Equal(low, interval.Low, 0.00005); // printed with four digits
        Assert.Equal(high, interval.High, 0.00005);
    }

    [Fact]
    public void Bounds_stay_within_0_and_1()
    {
        Assert.Equal(1, WilsonInterval.Of(1, 3).High, 1e-15);
        Assert.Equal(0, WilsonInterval.Of(0, 3).Low, 1e-15);
        Assert.Equal(new Interval(0, 1), WilsonInterval.Of(double.NaN, 0));
    }
}
