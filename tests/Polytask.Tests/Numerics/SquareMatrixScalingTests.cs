using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class SquareMatrixScalingTests
{
    [Fact]
    public void Scaling_is_by_row_and_column()
    {
        var result = new SquareMatrix(2);
        SquareMatrix.Of([[1, 2], [2, 5]]).Scale([2, 10], result);
        Assert.Equal([4, 40, 40, 500], [.. result[0], .. result[1]]);
    }

    [Fact]
    public void Cosines_of_a_vector_without_length_are_0()
    {
        var (result, inverse) = (new SquareMatrix(3), new double[3]);
        SquareMatrix.Of([[4, 2, 0], [2, 25, 0], [0, 0, 0]]).Cosines(inverse, result);
        Assert.Equal([0.5, 0.2, 0], inverse);
        Assert.Equal([1, 0.2, 0, 0.2, 1, 0, 0, 0, 0], [.. result[0], .. result[1], .. result[2]]);
    }

    [Fact]
    public void Products_of_vectors()
    {
        Span<double> x = [1, -2];
        Assert.Equal(-5, x.Dot([3, 4]));
        Assert.Equal(11, x.Magnitude([3, 4]));
        Assert.Equal(13, SquareMatrix.Of([[1, 2], [2, 5]]).Square([1, -2]));
    }
}
