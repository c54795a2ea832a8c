using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Gives every class the same shares of training, validation and test rows. Rows are drawn by a hash of seed and row, so their order
/// does not matter, and equal rows of a class stay together. A class with one row is in training; rows without a class are divided like a class.
/// </summary>
[Kind("stratified")]
public sealed record StratifiedSplit : ShareSplit
{
    /// <summary>The column with the class.</summary>
    public required string Column { get; init; }

    /// <summary>The column to hash; by default all columns of the row.</summary>
    public string? Key { get; init; }

    /// <summary>Another seed, another division.</summary>
    [Range(0, long.MaxValue)]
    public long Seed { get; init; } = 1;

    /// <inheritdoc/>
    protected override Part[] Parts(DataSet rows)
    {
        var (classOf, keyOf) = (rows.Column(Column), RowKeys.Of(rows, Key));
        var parts = new Part[rows.Count];
        foreach (var rowsOfClass in Enumerable.Range(0, rows.Count).GroupBy(row => classOf(row) ?? ""))
        {
            (int Row, KeyHash Key)[] drawn = [.. rowsOfClass.Select(row => (row, KeyHash.Of($"{Seed}\u001f{keyOf(row)}"))).OrderBy(drawn => drawn.Item2.First)];
            var (validation, test) = Counts(drawn.Length);
            Divide(drawn, (Part.Test, test), validation, Part.Training, parts);
        }
        return parts;
    }
}
