namespace Polytask.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations: A = Σ λ_k v_k v_kᵀ. Small eigenvalues of
/// Gramians are as exact as the matrix allows.
/// </summary>
/// <remarks>Golub and Van Loan, Matrix Computations, 8.5; Demmel and Veselić, Jacobi's method is more accurate than QR, 1992, for where it stops.</remarks>
/// <param name="capacity">The largest size.</param>
internal sealed class SymmetricEigen(int capacity)
{
    private const int MostSweeps = 60;
    private readonly SquareMatrix _rest = new(capacity);
    private readonly double[] _values = new double[capacity];

    /// <summary>The eigenvalues, in no order.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, _rest.Size);

    /// <summary>The eigenvectors: row k is that of value k.</summary>
    public SquareMatrix Vectors { get; } = new(capacity);

    /// <summary>The largest eigenvalue.</summary>
    public double Largest
    {
        get
        {
            var largest = double.NegativeInfinity;
            foreach (var value in Values) largest = Math.Max(largest, value);
            return largest;
        }
    }

    /// <summary>Decomposes a matrix, which stays as it is.</summary>
    public void Decompose(SquareMatrix matrix)
    {
        var size = matrix.Size;
        _rest.Reset(size);
        Vectors.Reset(size);
        for (var row = 0; row < size; row++)
        {
            matrix[row].CopyTo(_rest[row]);
            Vectors[row, row] = 1;
        }
        for (var sweep = 0; sweep < MostSweeps && Sweep(size); sweep++) { }
        for (var k = 0; k < size; k++) _values[k] = _rest[k, k];
    }

    private bool Sweep(int size)
    {
        var changed = false;
        for (var p = 0; p < size - 1; p++)
            for (var q = p + 1; q < size; q++)
            {
                var (off, first, second) = (_rest[p, q], _rest[p, p], _rest[q, q]);
                if (off == 0 || off * off <= 1e-31 * Math.Abs(first * second)) continue;
                changed = true;
                var half = (second - first) / (2 * off);
                var tangent = (half < 0 ? -1 : 1) / (Math.Abs(half) + Math.Sqrt(1 + half * half));
                var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
                Rotate(_rest[p], _rest[q], cosine, cosine * tangent);
                Rotate(Vectors[p], Vectors[q], cosine, cosine * tangent);
                for (var k = 0; k < size; k++) (_rest[k, p], _rest[k, q]) = (_rest[p, k], _rest[q, k]);
                (_rest[p, p], _rest[q, q]) = (first - tangent * off, second + tangent * off);
                _rest[p, q] = _rest[q, p] = 0;
            }
        return changed;
    }

    private static void Rotate(Span<double> p, Span<double> q, double cosine, double sine)
    {
        q = q[..p.Length];
        for (var k = 0; k < p.Length; k++) (p[k], q[k]) = (cosine * p[k] - sine * q[k], sine * p[k] + cosine * q[k]);
    }
}
