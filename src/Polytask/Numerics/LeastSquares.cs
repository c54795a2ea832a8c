namespace Polytask.Numerics;

/// <summary>
/// The shortest x that comes closest to C x = b for the symmetric matrix C ⪰ 0: x = C⁺ b. By Cholesky where C has full rank, else by
/// its eigenvectors.
/// </summary>
/// <param name="capacity">The largest size.</param>
internal sealed class LeastSquares(int capacity)
{
    /// <summary>Eigenvalues below this share of the largest count as 0.</summary>
    public const double Negligible = 1e-12;

    private readonly GrowingCholesky _factor = new(capacity);
    private readonly SymmetricEigen _eigen = new(capacity);

    /// <summary>Solves; whether C has full rank.</summary>
    public bool Solve(SquareMatrix matrix, ReadOnlySpan<double> b, Span<double> x)
    {
        _factor.Clear();
        var full = true;
        for (var i = 0; i < matrix.Size && full; i++) full = _factor.TryAdd(matrix, i);
        if (full)
        {
            b.CopyTo(x);
            _factor.Solve(x);
            return true;
        }
        _eigen.Decompose(matrix);
        x.Clear();
        for (var k = 0; k < matrix.Size; k++)
        {
            var value = _eigen.Values[k];
            if (value <= Negligible * _eigen.Largest) continue;
            var vector = _eigen.Vectors[k];
            var share = vector.Dot(b) / value;
            for (var i = 0; i < vector.Length; i++) x[i] += share * vector[i];
        }
        return false;
    }
}
