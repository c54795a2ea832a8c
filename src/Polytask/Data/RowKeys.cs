namespace Polytask.Data;

/// <summary>What splits hash: the value of a column, or all values of a row.</summary>
internal static class RowKeys
{
    /// <summary>A reader of the key of any row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column that is the key; <c>null</c> for all columns.</param>
    /// <exception cref="DataException">No table has the column. When a key is read: the column is empty there.</exception>
    public static Func<int, string> Of(DataSet rows, string? column)
    {
        if (column is null) return row => string.Join('\u001f', rows[row].Values);
        var read = rows.Column(column);
        return row => read(row)
            ?? throw new DataException($"{rows[row].Place}  column '{column}' is empty, and split.key needs a value in every row. Fill it, or choose another key.");
    }
}
