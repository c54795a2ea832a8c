using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>What separates the cells of a row.</summary>
public enum Delimiter
{
    /// <summary>Found from the first rows.</summary>
    Detect,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary>A tab character.</summary>
    Tab,

    /// <summary><c>|</c></summary>
    Bar,
}

/// <summary>
/// Rows of delimited cells, quoted where needed (RFC 4180). The first row names the columns, unless <c>columns</c> does. Several
/// files are read one after the other and must have the same columns.
/// </summary>
[Kind("csv", Url = "https://www.rfc-editor.org/rfc/rfc4180")]
public sealed record CsvSource : FileSource
{
    /// <summary>Which files of a folder or archive; compared with the end of their names.</summary>
    public string Files { get; init; } = "*.csv";

    /// <summary>What separates cells; by default found from the first rows.</summary>
    public Delimiter Delimiter { get; init; }

    /// <summary>The names of the columns, for files without a header row.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <inheritdoc/>
    public override RowSource Open() => new DelimitedTable(Path, Files, Columns, file =>
    {
        var delimiter = Delimiter == Delimiter.Detect ? DelimiterDetection.Detect(file, Encoding) : DelimiterDetection.Characters[Delimiter];
        return new DelimitedReader(file, Encoding, delimiter, quotes: true);
    });
}
