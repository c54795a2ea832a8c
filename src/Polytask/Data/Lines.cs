namespace Polytask.Data;

/// <summary>The rows of a source with one text on each line.</summary>
internal sealed class Lines : RowSource
{
    private readonly LinesSource _options;

    /// <summary>Checks that the files are there.</summary>
    /// <exception cref="DataException">A file is absent.</exception>
    public Lines(LinesSource options)
    {
        _options = options;
        Columns = options.Labels is null && options.Separator is null ? ["text"] : ["text", "label"];
        foreach (var pattern in options.Labels?.Keys ?? [options.Files]) InputFiles.Open(options.Path, pattern).Dispose();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override IEnumerable<Row> Read()
    {
        foreach (var (pattern, label) in _options.Labels?.Select(p => (p.Key, (string?)p.Value)) ?? [(_options.Files, null)])
        {
            using var files = InputFiles.Open(_options.Path, pattern);
            foreach (var file in files.Files)
                foreach (var line in file.ReadLines(_options.Encoding))
                    if (!string.IsNullOrWhiteSpace(line.Text)) yield return new Row(Values(line, label), line.Place);
        }
    }

    private string[] Values(TextLine line, string? label)
    {
        if (label is not null) return [line.Text.Trim(), label];
        if (_options.Separator is not { } separator) return [line.Text.Trim()];
        var at = line.Text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0 ? [line.Text[(at + separator.Length)..].Trim(), line.Text[..at].Trim()]
            : throw new DataException($"{line.Place}  expected a label, '{separator}' and a text; found no '{separator}'. Correct the line or the separator.");
    }
}
