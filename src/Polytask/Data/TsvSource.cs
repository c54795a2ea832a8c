using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Rows of cells separated by tabs. A quote is a character like any other and a cell holds no line end; read quoted cells with
/// <c>csv</c>. The first row names the columns, unless <c>columns</c> does. Several files are read one after the other and must have
/// the same columns.
/// </summary>
[Kind("tsv", Url = "https://www.iana.org/assignments/media-types/text/tab-separated-values")]
public sealed record TsvSource : FileSource
{
    /// <summary>Which files of a folder or archive; compared with the end of their names.</summary>
    public string Files { get; init; } = "*.tsv";

    /// <summary>The names of the columns, for files without a header row.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <inheritdoc/>
    public override RowSource Open() =>
        new DelimitedTable(Path, Files, Columns, file => new DelimitedReader(file, Encoding, '\t', quotes: false));
}
