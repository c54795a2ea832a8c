using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class GrowingCholeskyTests
{
    [Fact]
    public void After_any_coming_and_going_it_solves_for_those_selected() =>
        Gen.Select(Jacobians.Independent, Gen.Int[0, 1000]).ForAll((jacobian, seed) =>
        {
            var matrix = Steps.Gramian(jacobian);
            var random = new RandomStream(seed, "selection");
            var factor = new GrowingCholesky(8);
            for (var move = 0; move < 30; move++)
            {
                var index = random.NextInt(matrix.Size);
                if (factor.Has(index)) factor.RemoveAt(matrix, factor.Selected.IndexOf(index));
                else Assert.True(factor.TryAdd(matrix, index));
            }
            var selected = factor.Selected.ToArray();
            var wanted = selected.Select(i => Math.Sqrt(matrix[i, i])).ToArray();
            var x = (double[])wanted.Clone();
            factor.Solve(x);
            foreach (var (i, row) in selected.Index())
            {
                var product = selected.Select((column, k) => matrix[row, column] * x[k]).Sum();
                var size = selected.Select((column, k) => Math.Abs(matrix[row, column] * x[k])).Sum();
                Assert.Equal(wanted[i], product, 1e-12 * size); // rounding of 8 × 8 products
            }
        });

    [Fact]
    public void What_depends_on_those_selected_is_not_taken()
    {
        var matrix = Steps.Gramian([[1, 2], [1e-8, 2e-8], [0, 0], [1, -2]]);
        var factor = new GrowingCholesky(4);
        Assert.True(factor.TryAdd(matrix, 0));
        Assert.False(factor.TryAdd(matrix, 1));
        Assert.False(factor.TryAdd(matrix, 2));
        Assert.True(factor.TryAdd(matrix, 3));
        Assert.Equal([0, 3], factor.Selected.ToArray());
        factor.Clear();
        Assert.True(factor.TryAdd(matrix, 1));
    }
}
