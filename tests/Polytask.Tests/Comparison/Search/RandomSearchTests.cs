using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class RandomSearchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public void It_tries_as_many_as_it_may(int count)
    {
        var tried = MadeUp.Search(new RandomSearch(), count);
        Assert.Equal(new WeightSpace(3, count, MadeUp.Seed).Draw(count), tried.Select(one => one.Weights));
    }

    [Fact]
    public void Two_hundred_come_near_the_best() =>
        // A circle of radius 0.5 is a tenth of the simplex, so that none of 200 is in it with a probability of 7e-10.
        Assert.InRange(MadeUp.Search(new RandomSearch(), 200).Min(one => one.Score!.Value), 0, 0.5);
}
