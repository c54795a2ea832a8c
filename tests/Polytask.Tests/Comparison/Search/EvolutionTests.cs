using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class EvolutionTests
{
    private const int Count = 40;
    private static readonly long[] Seeds = [.. Enumerable.Range(1, 100).Select(seed => (long)seed)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Count)]
    public void It_tries_as_many_as_it_may(int count) => Assert.Equal(count, MadeUp.Search(new Evolution(), count).Count);

    [Fact]
    public void It_comes_nearer_to_the_best_than_as_many_random_ones()
    {
        // About 0.135 against 0.21.
        var (evolved, random) = (Mean(new Evolution()), Mean(new RandomSearch()));
        Assert.InRange(evolved, 0, 0.8 * random);

        static double Mean(SearchStrategy strategy) => Seeds.Average(seed => MadeUp.Search(strategy, Count, seed).Min(one => one.Score!.Value));
    }

    [Fact]
    public void Later_generations_come_of_the_better_half()
    {
        var tried = MadeUp.Search(new Evolution { Spread = 0.001 }, Count);
        const int Half = Count / 8;
        var parents = tried.Take(2 * Half).OrderBy(one => one.Score).Take(Half);
        // A spread of a thousandth moves weights by a few thousandths, and they are rounded to one.
        foreach (var (parent, child) in parents.Zip(tried.Skip(2 * Half))) Assert.All(parent.Weights.Zip(child.Weights), pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [Fact]
    public void What_failed_has_no_children()
    {
        var space = new WeightSpace(3, Count, MadeUp.Seed);
        ScoredWeights[] tried = [.. new Evolution().Next(space, []).Select((weights, i) => new ScoredWeights(weights, i == 4 ? 1 : null))];
        Assert.Single(new Evolution().Next(space, tried));
        Assert.Empty(new Evolution().Next(space, [.. tried.Select(one => one with { Score = null })]));
    }

    [Fact]
    public void The_seed_and_what_was_tried_decide_what_is_next()
    {
        var all = MadeUp.Search(new Evolution(), Count);
        Assert.Equal(all.Select(one => one.Weights), MadeUp.Search(new Evolution(), new WeightSpace(3, Count, MadeUp.Seed), [.. all.Take(15)]).Select(one => one.Weights));
        Assert.NotEqual(all.Select(one => one.Weights), MadeUp.Search(new Evolution(), Count, MadeUp.Seed + 1).Select(one => one.Weights));
    }
}
