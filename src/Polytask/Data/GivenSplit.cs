using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Takes the parts that the data state: by source, or by a column with <c>train</c>, <c>validation</c> (also <c>valid</c>, <c>val</c>,
/// <c>dev</c>) or <c>test</c> in every row. Where a source has no validation row, some of its training rows become validation rows by
/// the rule of the <c>hashed</c> split.
/// </summary>
[Kind("given")]
public sealed record GivenSplit : SplitOptions, IConstrained
{
    private static readonly Dictionary<string, Part> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = Part.Training,
        ["training"] = Part.Training,
        ["validation"] = Part.Validation,
        ["valid"] = Part.Validation,
        ["val"] = Part.Validation,
        ["dev"] = Part.Validation,
        ["test"] = Part.Test,
    };

    /// <summary>The column that states the part of each row.</summary>
    public string? Column { get; init; }

    /// <summary>The part of all rows of a source, whatever its column says. Without a column, sources that are not named are for training.</summary>
    [NameIn("data")]
    public IReadOnlyDictionary<string, Part> Sources { get; init; } = new Dictionary<string, Part>();

    /// <summary>Where a source has no validation row, one training row in this many becomes one; 0 means none.</summary>
    [Range(0, 1_000_000)]
    public int ValidationOneIn { get; init; } = 10;

    /// <summary>The column to hash for that; by default all columns of the row.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Column is null && Sources.Count == 0) yield return ("column", "expected a column or sources that state the parts, found neither. State one of them.");
    }

    /// <inheritdoc/>
    protected override Part[] Parts(DataSet rows)
    {
        var stated = Column is null ? null : rows.Column(Column);
        var parts = new Part[rows.Count];
        for (var table = 0; table < rows.Tables.Count; table++)
        {
            var ofTable = parts.AsSpan(rows.Start(table), rows.Tables[table].Rows.Count);
            if (Sources.TryGetValue(rows.Tables[table].Name, out var part)) ofTable.Fill(part);
            else
                for (var row = 0; row < ofTable.Length; row++)
                    ofTable[row] = stated is null ? Part.Training : PartOf(stated(rows.Start(table) + row), rows.Tables[table].Rows[row].Place);
            if (ofTable.Contains(Part.Training) && !ofTable.Contains(Part.Validation)) TakeValidation(rows, rows.Start(table), ofTable);
        }
        return parts;
    }

    private Part PartOf(string? word, Place place) => word is not null && Words.TryGetValue(word.Trim(), out var part)
        ? part
        : throw new DataException($"{place}  column '{Column}': {(word is null ? "the empty cell" : $"\"{word}\"")} is not one of train, validation, test. Correct it, or choose another split.");

    private void TakeValidation(DataSet rows, int start, Span<Part> parts)
    {
        var key = RowKeys.Of(rows, Key);
        for (var row = 0; row < parts.Length; row++)
            if (parts[row] == Part.Training && KeyHash.Of(key(start + row)).IsValidation(ValidationOneIn)) parts[row] = Part.Validation;
    }
}
