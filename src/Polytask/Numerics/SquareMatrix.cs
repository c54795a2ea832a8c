namespace Polytask.Numerics;

/// <summary>A small square matrix in double precision, row after row; one row and column per task, as a rule. It is made once and used again in every step.</summary>
/// <param name="capacity">The largest size.</param>
public sealed class SquareMatrix(int capacity)
{
    private readonly double[] _values = new double[capacity * capacity];

    /// <summary>Makes a matrix of given rows.</summary>
    /// <exception cref="ArgumentException">The rows are not as long as there are rows.</exception>
    public static SquareMatrix Of(IReadOnlyList<double[]> rows)
    {
        var matrix = new SquareMatrix(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != rows.Count) throw new ArgumentException($"Expected {rows.Count} numbers in row {row}, found {rows[row].Length}.", nameof(rows));
            rows[row].CopyTo(matrix[row]);
        }
        return matrix;
    }

    /// <summary>Rows, and columns.</summary>
    public int Size { get; private set; } = capacity;

    /// <summary>One row.</summary>
    public Span<double> this[int row] => _values.AsSpan(row * Size, Size);

    /// <summary>One number.</summary>
    public ref double this[int row, int column] => ref _values[row * Size + column];

    /// <summary>Changes the size, within the capacity, and sets all numbers to zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is above the capacity.</exception>
    public void Reset(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size * size, _values.Length, nameof(size));
        Size = size;
        _values.AsSpan(0, size * size).Clear();
    }

    /// <summary>Σ of the diagonal.</summary>
    public double Trace()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++) sum += this[i, i];
        return sum;
    }

    /// <summary>result = M x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> result)
    {
        for (var row = 0; row < Size; row++) result[row] = RowMath.Dot(this[row], x);
    }
}
