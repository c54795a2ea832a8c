namespace Polytask.Data;

/// <summary>The rows of a source with one text on each line.</summary>
internal sealed class Lines : RowSource
{
    private readonly LinesSource _options;

    /// <summary>Checks that the files are there.</summary>
    /// <exception cref="DataException">A file is absent, or has two labels.</exception>
    public Lines(LinesSource options)
    {
        _options = options;
        Columns = options.Labels is null && options.Separator is null ? ["text"] : ["text", "label"];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (pattern, _) in Patterns)
        {
            using var files = InputFiles.Open(options.Path, pattern);
            if (files.Files.FirstOrDefault(file => !seen.Add(file.Name)) is { } twice)
                throw new DataException($"{twice.Place}  expected one label for each file; '{pattern}' gives this one a second. Correct 'labels'.");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    private IEnumerable<(string Pattern, string? Label)> Patterns =>
        _options.Labels?.Select(files => (files.Key, (string?)files.Value)) ?? [(_options.Files, null)];

    /// <inheritdoc/>
    public override IEnumerable<Row> Read()
    {
        foreach (var (pattern, label) in Patterns)
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
