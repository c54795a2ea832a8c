using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class SoftmaxTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(43)] // several vectors and a rest, whatever their width
    public void Equals_its_definition(int classes) => GradientCheck.Outputs(classes).ForAll(logits =>
    {
        var probabilities = new float[classes];
        var normaliser = Softmax.Normalise(logits, probabilities);
        var sum = logits.Sum(logit => Math.Exp(logit));
        Assert.Equal(Math.Log(sum), normaliser, 1e-12); // doubles
        for (var k = 0; k < classes; k++) Assert.Equal(Math.Exp(logits[k]) / sum, probabilities[k], 2e-7); // two roundings to float
    }, iter: 200);

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    public void Extreme_logits_stay_finite(float extreme)
    {
        float[] logits = [extreme, 0, -extreme, .. new float[30]], probabilities = new float[33];
        Assert.Equal(1e4, Softmax.Normalise(logits, probabilities));
        Assert.Equal(1, probabilities[extreme > 0 ? 0 : 2]);
        Assert.Equal(1, probabilities.Sum());
    }

    [Fact]
    public void Equal_logits_share_evenly()
    {
        var probabilities = new float[4];
        Assert.Equal(1e4 + Math.Log(4), Softmax.Normalise([1e4f, 1e4f, 1e4f, 1e4f], probabilities), 1e-9);
        Assert.All(probabilities, p => Assert.Equal(0.25f, p));
    }
}
