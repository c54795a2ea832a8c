using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(2, 16, 80, "16 8 4 2 1", "5 10 20 40 80")]
    [InlineData(2, 16, 4, "16 8 4", "1 2 4")]
    [InlineData(2, 3, 10, "3 2", "5 10")]
    [InlineData(2, 1, 10, "1", "10")]
    [InlineData(2, 9, 1, "9", "1")]
    [InlineData(3, 9, 30, "9 3 1", "3 10 30")]
    public void Each_round_has_a_part_of_the_candidates_and_as_many_more_epochs(int factor, int candidates, int epochs, string counts, string lengths)
    {
        var rungs = new SuccessiveHalving { Factor = factor }.Rungs(candidates, epochs);
        Assert.Equal(counts, string.Join(' ', rungs.Select(rung => rung.Candidates)));
        Assert.Equal(lengths, string.Join(' ', rungs.Select(rung => rung.Epochs(epochs))));
        Assert.Equal(1, rungs[^1].Share);
    }

    [Fact]
    public void Its_candidates_are_those_of_random_search() =>
        Assert.Equal(MadeUp.Search(new RandomSearch(), 12).Select(one => one.Weights), MadeUp.Search(new SuccessiveHalving(), 12).Select(one => one.Weights));
}
