using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class LogLikelihoodTests
{
    /// <summary>The example of the documentation of sklearn.metrics.log_loss: 0.21616…</summary>
    [Fact]
    public void Documented_example()
    {
        var likelihood = new LogLikelihood();
        float[][] predictions = [[0.1f, 0.9f], [0.9f, 0.1f], [0.8f, 0.2f], [0.35f, 0.65f]];
        float[] spam = [1, 0, 0, 1];
        for (var row = 0; row < 4; row++) likelihood.Add(predictions[row], spam.AsSpan(row, 1), 1);
        Assert.Equal(0.21616, new LogLoss(likelihood).Value, 1e-5); // printed with five digits
    }

    [Fact]
    public void A_probability_of_0_costs_much_but_not_all()
    {
        var likelihood = new LogLikelihood();
        likelihood.Add([1, 0], [1], 1);
        Assert.Equal(-Math.Log(LogLikelihood.Smallest), new LogLoss(likelihood).Value);
    }
}
