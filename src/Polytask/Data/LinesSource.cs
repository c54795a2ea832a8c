using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// One text on each line. Gives the column <c>text</c> (without white space around it), and <c>label</c> where the label is known from
/// the file or stands at the beginning of the line. Lines of white space are passed over.
/// </summary>
[Kind("lines")]
public sealed record LinesSource : FileSource, IConstrained
{
    /// <summary>Which files of a folder or archive; compared with the end of their names. Ignored where <c>labels</c> names the files.</summary>
    public string Files { get; init; } = "*.txt";

    /// <summary>The label of all lines of a file: <c>{"*.pos": positive, "*.neg": negative}</c>. Other files are not read.</summary>
    [MinLength(1)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>What stands between a label at the beginning of each line and the text, such as a tab.</summary>
    public string? Separator { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Labels is not null && Separator is not null) yield return ("separator", "the label comes from 'labels' or from the line; state only one of the two.");
        if (Separator is "") yield return ("separator", "expected at least one character; leave it out for lines without labels.");
    }

    /// <inheritdoc/>
    public override RowSource Open() => new Lines(this);
}
