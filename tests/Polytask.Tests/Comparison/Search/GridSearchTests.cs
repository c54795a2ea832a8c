using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class GridSearchTests
{
    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(2, 9, 9)]
    [InlineData(3, 3, 3)]
    [InlineData(3, 9, 6)]
    [InlineData(3, 10, 10)]
    [InlineData(6, 60, 56)]
    public void It_is_as_fine_as_the_number_allows(int tasks, int count, int points)
    {
        var grid = new GridSearch().Next(new WeightSpace(tasks, count, MadeUp.Seed), []);
        Assert.Equal(points, grid.Count);
        Assert.Distinct(grid.Select(weights => string.Join(' ', weights)));
        Assert.All(grid, weights => Assert.Equal(1, weights.Average(), 1e-3)); // rounded to three decimals
        Assert.All(grid, weights => Assert.All(weights, weight => Assert.True(weight > 0)));
    }

    [Fact]
    public void Two_tasks_divide_the_line_evenly() =>
        Assert.Equal([[0.5, 1.5], [1, 1], [1.5, 0.5]], new GridSearch().Next(new WeightSpace(2, 3, MadeUp.Seed), []));

    [Fact]
    public void The_best_is_within_a_step_of_the_grid()
    {
        var tried = MadeUp.Search(new GridSearch(), 100);
        // 14 over 2 are 91: 15 steps of a sum of 3, and the triangle around a point reaches as far as a step's length over the square root of 1.5.
        Assert.Equal(91, tried.Count);
        Assert.InRange(tried.Min(one => one.Score!.Value), 0, 0.2);
    }

    [Fact]
    public void Without_weights_there_is_no_grid() => Assert.Empty(new GridSearch().Next(new WeightSpace(3, 0, MadeUp.Seed), []));

    [Fact]
    public void Fewer_weightings_than_tasks_make_no_grid() =>
        Assert.Equal("--search: the smallest grid for 16 tasks has 16 weightings, found --weights 3. Give --weights 16 or more, or choose another search.",
            Assert.Throws<ConfigurationException>(() => new GridSearch().Next(new WeightSpace(16, 3, MadeUp.Seed), [])).Message);
}
