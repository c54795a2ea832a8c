using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class SearchStrategyTests
{
    [Fact]
    public void A_name_is_enough_and_options_may_follow()
    {
        Assert.Equal(new GridSearch(), SearchStrategy.Parse("grid"));
        Assert.Equal(new Evolution { Spread = 0.3 }, SearchStrategy.Parse("{kind: evolution, spread: 0.3}"));
    }

    [Theory]
    [InlineData("halvign", "--search: 'halvign' is not a search strategy. Did you mean 'halving'?")]
    [InlineData("bayes", "--search: 'bayes' is not a search strategy. Choose one of evolution, grid, halving, random.")]
    [InlineData("", "--search: expected a search strategy, found nothing.")]
    [InlineData("{kind: halving, factor: 1}", "--search.factor: expected a whole number from 2 to 100, found 1.")]
    [InlineData("{kind: grid, factor: 2}", "--search.factor is not an option of 'grid'. It is an option of 'halving': choose that kind, or remove it.")]
    public void What_is_wrong_is_said(string text, string said) => Assert.Equal(said, Assert.Throws<ConfigurationException>(() => SearchStrategy.Parse(text)).Message);
}
