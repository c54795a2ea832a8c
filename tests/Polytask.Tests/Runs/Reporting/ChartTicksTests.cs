using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class ChartTicksTests
{
    [Theory]
    [InlineData(0.04, 3.0, "0.05 0.1 0.2 0.5 1 2")]
    [InlineData(0.001, 1000.0, "0.01 1 100")]
    [InlineData(0.01, 300.0, "0.01 0.1 1 10 100")]
    [InlineData(1e-5, 1.0, "1e-5 1e-4 0.001 0.01 0.1 1")]
    public void Powers_of_ten_stand_on_a_logarithmic_axis_and_more_where_there_is_room(double least, double greatest, string expected)
    {
        var ticks = ChartTicks.Logarithmic(least, greatest).Select(tick => ChartTicks.Text(Math.Pow(10, tick))).ToList();
        Assert.Equal(expected.Split(' '), ticks);
    }
}
