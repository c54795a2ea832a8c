using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Vectors_are_orthonormal_and_make_the_matrix_again() => Jacobians.Any.ForAll(jacobian =>
    {
        var matrix = Steps.Gramian(jacobian);
        var eigen = new SymmetricEigen(8);
        eigen.Decompose(matrix);
        for (var i = 0; i < matrix.Size; i++)
            for (var j = 0; j < matrix.Size; j++)
            {
                Assert.Equal(i == j ? 1 : 0, eigen.Vectors[i].Dot(eigen.Vectors[j]), 1e-13); // rounding of some hundred rotations
                var again = Enumerable.Range(0, matrix.Size).Sum(k => eigen.Values[k] * eigen.Vectors[k, i] * eigen.Vectors[k, j]);
                Assert.Equal(matrix[i, j], again, 1e-13 * matrix.Trace());
            }
    });

    [Fact]
    public void A_matrix_of_two_has_the_values_of_the_formula()
    {
        var eigen = new SymmetricEigen(2);
        eigen.Decompose(SquareMatrix.Of([[2, 1], [1, 2]]));
        Assert.Equal([1, 3], eigen.Values.ToArray().Order().Select(value => Math.Round(value, 14)));
        Assert.Equal(3, eigen.Largest, 1e-14);
    }

    [Fact]
    public void Tiny_eigenvalues_of_scaled_gramians_keep_their_digits()
    {
        var eigen = new SymmetricEigen(2);
        eigen.Decompose(SquareMatrix.Of([[1e20, 1e9], [1e9, 1]])); // scaled [[1, 0.1], [0.1, 1]]: the determinant is 0.99e20
        Assert.Equal(0.99, eigen.Values.ToArray().Min(), 1e-13);
    }
}
