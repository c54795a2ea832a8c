namespace Polytask.Numerics;

/// <summary>A matrix in double precision, row after row.</summary>
/// <param name="rows">Its rows.</param>
/// <param name="columns">Its columns.</param>
public sealed class Matrix(int rows, int columns)
{
    /// <summary>Its rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Its columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>All numbers, [rows, columns].</summary>
    public double[] Values { get; } = new double[rows * columns];

    /// <summary>One row.</summary>
    public Span<double> this[int row] => Values.AsSpan(row * Columns, Columns);

    /// <summary>One number.</summary>
    public ref double this[int row, int column] => ref Values[row * Columns + column];

    /// <summary>Shows every column to an action, which may change it.</summary>
    internal void EachColumn(SpanAction action)
    {
        var turned = Transposed();
        for (var column = 0; column < Columns; column++) action(turned[column]);
        turned.Transposed().Values.CopyTo(Values, 0);
    }

    /// <summary>The columns as rows.</summary>
    internal Matrix Transposed()
    {
        var turned = new Matrix(Columns, Rows);
        for (var row = 0; row < Rows; row++)
            for (var column = 0; column < Columns; column++) turned[column, row] = this[row, column];
        return turned;
    }
}

/// <summary>Something done to a row of numbers.</summary>
internal delegate void SpanAction(Span<double> numbers);
