namespace Polytask.Numerics;

/// <summary>
/// The singular values of a matrix, W = Σ σ_k u_k v_kᵀ, by the eigenvectors v_k of WᵀW or of WWᵀ, whichever is smaller. The values are
/// the lengths of W v_k, not roots of eigenvalues, so that their error is of the size of a rounding of the largest one.
/// </summary>
internal sealed class SingularValues
{
    private readonly bool _turned;
    private readonly int _length;
    private readonly SquareMatrix _vectors;
    private readonly Matrix _images;

    /// <summary>Decomposes a matrix, which stays as it is.</summary>
    public SingularValues(Matrix matrix)
    {
        _turned = matrix.Columns > matrix.Rows;
        var columns = _turned ? matrix : matrix.Transposed();
        var count = columns.Rows;
        _length = columns.Columns;
        var gramian = new SquareMatrix(count);
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++) gramian[i, j] = gramian[j, i] = RowMath.Dot(columns[i], columns[j]);
        var eigen = new SymmetricEigen(count);
        eigen.Decompose(gramian);
        _vectors = eigen.Vectors;
        _images = new Matrix(count, _length);
        Values = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < count; j++) columns[j].AddTo(_images[k], _vectors[k, j]);
            Values[k] = Math.Sqrt(RowMath.Dot(_images[k], _images[k]));
        }
    }

    /// <summary>The singular values, in no order.</summary>
    public double[] Values { get; }

    /// <summary>Writes the matrix with other singular values: Σ new_k u_k v_kᵀ.</summary>
    /// <param name="values">The new values, in the order of <see cref="Values"/>; 0 where the old one is.</param>
    /// <param name="result">Receives the matrix.</param>
    public void Compose(ReadOnlySpan<double> values, Matrix result)
    {
        var columns = new Matrix(_images.Rows, _length);
        for (var k = 0; k < values.Length; k++)
        {
            if (values[k] == 0) continue;
            var factor = values[k] / Values[k];
            for (var j = 0; j < columns.Rows; j++) _images[k].AddTo(columns[j], factor * _vectors[k, j]);
        }
        (_turned ? columns : columns.Transposed()).Values.CopyTo(result.Values, 0);
    }

    /// <summary>Changes the singular values of a matrix.</summary>
    public static void Change(Matrix matrix, SpanAction change)
    {
        var decomposed = new SingularValues(matrix);
        var values = (double[])decomposed.Values.Clone();
        change(values);
        decomposed.Compose(values, matrix);
    }
}
