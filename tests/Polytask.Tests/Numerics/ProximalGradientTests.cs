using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class ProximalGradientTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(100)]
    [InlineData(5000)]
    public void It_finds_the_minimum_whatever_curvature_it_begins_with(double curvature)
    {
        var method = new ProximalGradient(3, curvature);
        var (function, residual) = (new Parabola(), double.PositiveInfinity);
        for (var step = 0; step < 20_000 && residual > 1e-10; step++) residual = method.Step(function).Residual;
        Assert.True(residual <= 1e-10);
        // ½ c (x − t)² + |x|: t moves towards 0 by 1 / c.
        double[] expected = [2 - 1.0 / 100, 0, -3 + 1];
        Assert.All(expected.Zip(method.Point), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Without_a_gain_it_stays_where_it_is()
    {
        var method = new ProximalGradient(3, 100);
        new[] { 2 - 1.0 / 100, 0, -2 }.CopyTo(method.Point, 0);
        method.Restart();
        Assert.Equal(0, method.Step(new Parabola()).Residual, 1e-11); // rounding of 100 · 2
    }

    [Fact]
    public void It_goes_on_from_its_state()
    {
        var (method, other, function) = (new ProximalGradient(3, 0.5), new ProximalGradient(3, 7), new Parabola());
        for (var step = 0; step < 5; step++) method.Step(function);
        method.Point.CopyTo(other.Point, 0);
        method.Ahead.CopyTo(other.Ahead, 0);
        (other.Momentum, other.Curvature) = (method.Momentum, method.Curvature);
        for (var step = 0; step < 5; step++) Assert.Equal(method.Step(function), other.Step(function));
        Assert.Equal(method.Point, other.Point);
    }

    /// <summary>½ Σ c (x − t)² of curvatures 100, 10 and 1, and the sum of sizes.</summary>
    private sealed class Parabola : IComposite
    {
        private static readonly double[] Curvatures = [100, 10, 1], Targets = [2, 0.05, -3];

        public double Smooth(ReadOnlySpan<double> x, Span<double> gradient)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                gradient[i] = Curvatures[i] * (x[i] - Targets[i]);
                sum += gradient[i] * (x[i] - Targets[i]) / 2;
            }
            return sum;
        }

        public void Shrink(Span<double> x, double step) => Shrinkage.Absolute(x, step);
    }
}
