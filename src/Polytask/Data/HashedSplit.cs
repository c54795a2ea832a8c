using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Divides rows by a hash of a key, so that a row stays in its part when rows are added or reordered, and equal keys never fall
/// into different parts. With h the SHA-1 of the key in UTF-8: test where the first 8 bytes (big-endian) are divisible by
/// <c>testOneIn</c>; of the rest, validation where the next 8 bytes are divisible by <c>validationOneIn</c>.
/// </summary>
[Kind("hashed")]
public sealed record HashedSplit : SplitOptions
{
    /// <summary>The column to hash; by default all columns of the row.</summary>
    public string? Key { get; init; }

    /// <summary>One row in this many is a test row; 0 means none.</summary>
    [Range(0, 1_000_000)]
    public int TestOneIn { get; init; } = 5;

    /// <summary>Of the rows that are not test rows, one in this many is a validation row; 0 means none.</summary>
    [Range(0, 1_000_000)]
    public int ValidationOneIn { get; init; } = 10;

    /// <inheritdoc/>
    protected override Part[] Parts(DataSet rows)
    {
        var key = RowKeys.Of(rows, Key);
        return [.. Enumerable.Range(0, rows.Count).Select(row => PartOf(KeyHash.Of(key(row))))];
    }

    private Part PartOf(KeyHash hash) =>
        hash.IsTest(TestOneIn) ? Part.Test : hash.IsValidation(ValidationOneIn) ? Part.Validation : Part.Training;
}
