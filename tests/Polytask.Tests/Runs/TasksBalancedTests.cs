using CsCheck;
using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class TasksBalancedTests
{
    // Two divisions, a product and a sum round; the squares of the definition do too.
    private const double Rounding = 1e-14;

    [Fact]
    public void The_similarity_of_lengths_is_twice_their_product_by_the_sum_of_their_squares() =>
        Gen.Double[1e-6, 1e6].Array[2, 5].ForAll(norms =>
        {
            var step = new TasksBalanced(1, 1, [.. norms.Select((_, task) => $"t{task}")], null, norms, null);
            for (var i = 0; i < norms.Length; i++)
                for (var j = 0; j < norms.Length; j++)
                    Assert.Equal(2 * norms[i] * norms[j] / (norms[i] * norms[i] + norms[j] * norms[j]), step.MagnitudeSimilarity(i, j), Rounding);
        });

    [Fact]
    public void Lengths_of_any_size_can_be_compared()
    {
        var step = new TasksBalanced(1, 1, ["a", "b", "c", "d"], null, [1e-200, 1e-200, 0, 0], null);
        Assert.Equal(1, step.MagnitudeSimilarity(0, 1));
        Assert.Equal(0, step.MagnitudeSimilarity(0, 2));
        Assert.Equal(double.NaN, step.MagnitudeSimilarity(2, 3));
        Assert.Equal(double.NaN, (step with { Norms = null }).MagnitudeSimilarity(0, 1));
    }
}
