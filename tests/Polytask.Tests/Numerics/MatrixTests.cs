using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class MatrixTests
{
    [Fact]
    public void Columns_are_rows_of_the_transposed()
    {
        var matrix = Counted();
        Assert.Equal([1, 4, 2, 5, 3, 6], matrix.Transposed().Values);
        Assert.Equal([4, 5, 6], matrix[1].ToArray());
    }

    [Fact]
    public void Each_column_may_be_changed()
    {
        var matrix = Counted();
        matrix.EachColumn(column => column[0] += 10 * column[1]);
        Assert.Equal([41, 52, 63, 4, 5, 6], matrix.Values);
    }

    private static Matrix Counted()
    {
        var matrix = new Matrix(2, 3);
        for (var i = 0; i < 6; i++) matrix.Values[i] = i + 1;
        return matrix;
    }
}
