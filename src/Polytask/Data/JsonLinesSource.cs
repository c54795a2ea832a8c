using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// One JSON object on each line. Its keys are columns; numbers and nested values stay as they are written, an array of strings
/// becomes its strings joined by <c>|</c> (an empty one stays <c>[]</c>), <c>null</c> and an absent key are missing values. Several files are read one after the other.
/// </summary>
[Kind("json_lines", Url = "https://jsonlines.org")]
public sealed record JsonLinesSource : FileSource
{
    /// <summary>Which files of a folder or archive; compared with the end of their names.</summary>
    public string Files { get; init; } = "*.jsonl";

    /// <summary>The keys to read; other keys are passed over. By default every key of the first 1,000 rows, and a new key after them is an error.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <inheritdoc/>
    public override RowSource Open() => new JsonLines(this);
}
