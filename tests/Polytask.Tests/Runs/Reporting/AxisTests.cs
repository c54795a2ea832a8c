using CsCheck;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class AxisTests
{
    [Fact]
    public void Two_to_seven_figures_lie_on_the_axis_in_equal_steps() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-3, 1e6]).Sample((least, range) =>
        {
            // A step is 1 to 2.5 fifths of the range, and the axis 1.16 ranges long.
            var axis = Axis.Of(least, least + range, margin: 0.08, figures: 5);
            var figures = axis.Figures().ToList();
            Assert.InRange(figures.Count, 2, 7);
            Assert.All(figures, figure => Assert.InRange(axis.Share(figure), -1e-9, 1 + 1e-9)); // a few roundings of numbers up to 2e6
            Assert.All(figures.Zip(figures.Skip(1)), pair => Assert.Equal(axis.Step, pair.Second - pair.First, 1e-8)); // the same
        }, seed: "0000OPQRS0S5");

    [Theory]
    [InlineData(0.35, 0.95, new[] { 0.4, 0.6, 0.8 })]
    [InlineData(2, 2, new[] { 2.0 })]
    public void Figures_are_round(double least, double most, double[] expected) =>
        Assert.Equal(expected, Axis.Of(least, most, margin: 0.08, figures: 5).Figures(), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Epochs_are_whole() => Assert.Equal([1.0, 2.0], Axis.Of(1, 2, margin: 0.02, figures: 8, whole: true).Figures());
}
