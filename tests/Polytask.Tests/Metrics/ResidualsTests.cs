using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class ResidualsTests
{
    /// <summary>The example of the documentation of sklearn.metrics.r2_score and mean_absolute_error: 0.948… and 0.5.</summary>
    [Fact]
    public void Documented_example()
    {
        var residuals = Of([3, -0.5f, 2, 7], [2.5f, 0, 2, 8]);
        Assert.Equal(0.9486081370449679, new RSquared(residuals).Value, 1e-15);
        Assert.Equal(0.5, new MeanAbsoluteError(residuals).Value);
        Assert.Equal(Math.Sqrt(0.375), new RootMeanSquaredError(residuals).Value, 1e-15);
    }

    [Fact]
    public void A_relative_change_of_what_is_explained_is_one_of_the_squared_error()
    {
        var (one, other) = (Of([3, -0.5f, 2, 7], [2.5f, 0, 2, 8]), Of([3, -0.5f, 2, 7], [3, 1, 4, 5]));
        var (r, s) = (new RSquared(one), new RSquared(other));
        Assert.Equal((one.MeanSquared - other.MeanSquared) / other.MeanSquared, -(r.Value - s.Value) / s.RelativeTo(s.Value), 1e-12);
    }

    [Fact]
    public void Predicting_the_mean_explains_nothing() => Assert.Equal(0, new RSquared(Of([1, 2, 3], [2, 2, 2])).Value, 1e-15);

    [Fact]
    public void Without_variance_there_is_nothing_to_explain() => Assert.True(double.IsNaN(new RSquared(Of([5, 5, 5], [4, 5, 6])).Value));

    [Fact]
    public void A_large_mean_does_not_hide_the_variance() =>
        // The naive sum of squares would lose all digits: (1e7)² has 14 of them, the variance is 2/3.
        Assert.Equal(2 / 3.0, Of([10_000_000, 10_000_001, 10_000_002], [0, 0, 0]).TargetVariance, 1e-9);

    private static Residuals Of(float[] truths, float[] predictions)
    {
        var residuals = new Residuals();
        foreach (var (truth, prediction) in truths.Zip(predictions)) residuals.Add([prediction], [truth], 1);
        return residuals;
    }
}
