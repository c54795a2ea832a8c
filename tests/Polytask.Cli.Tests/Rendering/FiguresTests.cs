using Polytask.Cli.Rendering;

namespace Polytask.Cli.Tests.Rendering;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.87654, "0.8765")]
    [InlineData(-1.5, "-1.5000")]
    [InlineData(12345.678, "12346")]
    [InlineData(double.NaN, "–")]
    public void Values(double value, string text) => Assert.Equal(text, Figures.Of(value));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(124_800, "125 kB")]
    [InlineData(20_480_000, "20.5 MB")]
    public void Sizes(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));

    [Theory]
    [InlineData(9, "9 s")]
    [InlineData(61, "1:01 min")]
    [InlineData(90_000, "25:00 h")]
    public void Durations(int seconds, string text) => Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));
}
