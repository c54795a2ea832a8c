using CsCheck;
using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

public sealed class WeightSpaceTests
{
    [Fact]
    public void Weights_are_positive_and_have_a_mean_of_one() =>
        (from tasks in Gen.Int[2, 40] from seed in Gen.Long select (tasks, seed)).ForAll(
            problem => Assert.All(new WeightSpace(problem.tasks, 5, problem.seed).Draw(5), weights =>
            {
                Assert.Equal(problem.tasks, weights.Count);
                Assert.All(weights, weight => Assert.InRange(weight, 0.001, problem.tasks));
                Assert.Equal(1, weights.Average(), 1e-3); // rounded to three decimals
            }), 200);

    [Fact]
    public void The_first_are_the_same_however_many_are_drawn()
    {
        var space = new WeightSpace(3, 9, MadeUp.Seed);
        Assert.Equal(space.Draw(4), space.Draw(9).Take(4));
        Assert.Distinct(space.Draw(9).Select(weights => weights[0]));
        Assert.NotEqual(space.Draw(4), (space with { Seed = MadeUp.Seed + 1 }).Draw(4));
    }
}
