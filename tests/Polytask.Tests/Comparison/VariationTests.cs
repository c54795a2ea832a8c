using Polytask.Comparison;

namespace Polytask.Tests.Comparison;

public sealed class VariationTests
{
    [Fact]
    public void Commas_within_brackets_belong_to_a_value()
    {
        var variation = Variation.Parse("balancing= equal, {kind: cagrad, c: 0.4},{kind: constant, weights: {a: 1, b: 2}} ");
        Assert.Equal("balancing", variation.Key);
        Assert.Equal(["equal", "{kind: cagrad, c: 0.4}", "{kind: constant, weights: {a: 1, b: 2}}"], variation.Values);
    }

    [Fact]
    public void A_kind_alone_leaves_the_other_options_of_the_run_file()
    {
        Assert.Equal("training.kind=alternating", Variation.Parse("training=alternating").Override("alternating"));
        Assert.Equal("training={kind: joint}", Variation.Parse("training={kind: joint}").Override("{kind: joint}"));
        Assert.Equal("training.epochs=5", Variation.Parse("training.epochs=5").Override("5"));
    }

    [Theory]
    [InlineData("balancing", "expected a key and its values")]
    [InlineData("balancing=", "found an empty one")]
    [InlineData("balancing=equal,,mgda", "found an empty one")]
    [InlineData("balancing=equal,equal", "twice")]
    [InlineData("balancng=equal", "Did you mean 'balancing'?")]
    public void What_is_wrong_is_said(string text, string said) => Assert.Contains(said, Assert.Throws<ConfigurationException>(() => Variation.Parse(text)).Message);
}
