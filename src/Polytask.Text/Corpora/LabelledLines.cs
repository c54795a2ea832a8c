using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>Files that hold one sentence a line, all of one class.</summary>
internal static class LabelledLines
{
    /// <summary>A row of sentence and label for every line that is not empty.</summary>
    public static IEnumerable<Row> Rows(InputFile file, string label) =>
        Sentences(file).Select(line => new Row([line.Text, label], line.Place));

    /// <summary>The lines that are not empty, in Latin-1, without the blanks around them.</summary>
    public static IEnumerable<TextLine> Sentences(InputFile file) =>
        file.ReadLines(TextEncoding.Latin1).Select(line => line with { Text = line.Text.Trim() }).Where(line => line.Text.Length > 0);
}
