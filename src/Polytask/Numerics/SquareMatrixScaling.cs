namespace Polytask.Numerics;

/// <summary>Scaled copies of small matrices.</summary>
internal static class SquareMatrixScaling
{
    /// <summary>result = S M S with the diagonal S: the Gramian of vectors that are scaled one by one.</summary>
    public static void Scale(this SquareMatrix matrix, ReadOnlySpan<double> scale, SquareMatrix result)
    {
        result.Reset(matrix.Size);
        for (var row = 0; row < matrix.Size; row++)
        {
            var from = matrix[row];
            var to = result[row];
            for (var column = 0; column < from.Length; column++) to[column] = scale[row] * from[column] * scale[column];
        }
    }

    /// <summary>The cosines of the vectors of a Gramian, and the inverse of their lengths; both 0 for a vector without length.</summary>
    public static void Cosines(this SquareMatrix gramian, Span<double> inverseLengths, SquareMatrix result)
    {
        for (var i = 0; i < gramian.Size; i++) inverseLengths[i] = gramian[i, i] > 0 ? 1 / Math.Sqrt(gramian[i, i]) : 0;
        gramian.Scale(inverseLengths, result);
    }

    /// <summary>xᵀ M x, which is not negative for a Gramian.</summary>
    public static double Square(this SquareMatrix matrix, ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var row = 0; row < matrix.Size; row++) sum += x[row] * matrix[row].Dot(x);
        return Math.Max(0, sum);
    }

    /// <summary>Σ x_i y_i.</summary>
    public static double Dot(this Span<double> x, ReadOnlySpan<double> y) => RowMath.Dot(x, y);

    /// <summary>Σ |x_i| |y_i|: rounding errors of Σ x_i y_i are in proportion to it.</summary>
    public static double Magnitude(this Span<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += Math.Abs(x[i] * y[i]);
        return sum;
    }
}
