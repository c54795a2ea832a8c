using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class SingularValuesTests
{
    private static readonly Gen<Matrix> Matrices =
        from rows in Gen.Int[1, 7]
        from columns in Gen.Int[1, 7]
        from numbers in Gen.Double[-2, 2].Array[rows * columns]
        select Of(rows, columns, numbers);

    [Fact]
    public void Composed_of_the_same_values_it_is_the_same_matrix() => Matrices.ForAll(matrix =>
    {
        var values = new SingularValues(matrix);
        var result = new Matrix(matrix.Rows, matrix.Columns);
        values.Compose(values.Values, result);
        Assert.All(matrix.Values.Zip(result.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-13)); // a few roundings of numbers up to 14
    });

    [Fact]
    public void Squares_of_the_values_add_up_to_those_of_the_numbers() => Matrices.ForAll(matrix =>
        Assert.Equal(matrix.Values.Sum(x => x * x), new SingularValues(matrix).Values.Sum(x => x * x), 1e-12));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void They_are_those_of_a_matrix_made_of_them(int rows, int columns)
    {
        // 5 u vᵀ + 2 · 10⁻⁷ u' v'ᵀ: the root of an eigenvalue of the Gramian would have lost the second.
        var (first, second) = (new double[] { 0.6, 0.8, 0 }, new double[] { -0.8, 0.6, 0 });
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) matrix[i, j] = 5 * first[i] * first[j] + 2e-7 * second[i] * second[j];
        var values = new SingularValues(matrix).Values.OrderDescending().ToArray();
        Assert.Equal(5, values[0], 1e-14);
        Assert.Equal(2e-7, values[1], 1e-15); // a rounding of the largest
    }

    [Fact]
    public void A_matrix_of_zeros_stays()
    {
        var matrix = new Matrix(3, 2);
        SingularValues.Change(matrix, values => Shrinkage.Absolute(values, 1));
        Assert.All(matrix.Values, value => Assert.Equal(0, value));
    }

    private static Matrix Of(int rows, int columns, double[] numbers)
    {
        var matrix = new Matrix(rows, columns);
        numbers.CopyTo(matrix.Values, 0);
        return matrix;
    }
}
