using Polytask.Data;

namespace Polytask.Cli.Prediction;

/// <summary>How predictions are written.</summary>
internal enum PredictionFormat
{
    Csv,
    Tsv,
    Jsonl,
}

/// <summary>Rows to predict: the reader, and how they are written.</summary>
internal sealed class PredictionInput
{
    private readonly SourceOptions _source;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns that the model reads.</param>
    /// <param name="format">How to write, where that is stated.</param>
    /// <exception cref="DataException">The file is not there or cannot be read.</exception>
    public PredictionInput(string path, IEnumerable<string> columns, PredictionFormat? format)
    {
        _source = DataFile.Source(path);
        Rows = _source.Open();
        Format = format ?? FormatOf(_source);
        Columns = Rows.Columns;
        // Objects are copied as they are, so that only the model's own keys need reading; new ones may turn up in any row.
        if (IsCopied && columns.All(Columns.Contains)) Rows = (((JsonLinesSource)_source) with { Columns = [.. columns] }).Open();
    }

    public RowSource Rows { get; }

    /// <summary>The columns of the file.</summary>
    public IReadOnlyList<string> Columns { get; }

    public PredictionFormat Format { get; }

    private bool IsCopied => Format == PredictionFormat.Jsonl && _source is JsonLinesSource;

    /// <summary>A writer of predictions in the chosen format.</summary>
    public PredictionWriter CreateWriter(Stream stream, PredictionColumns added) => Format == PredictionFormat.Jsonl
        ? new JsonLinesPredictions(stream, Columns, added, IsCopied ? Lines((JsonLinesSource)_source).GetEnumerator() : null)
        : new DelimitedPredictions(stream, Columns, added, tabs: Format == PredictionFormat.Tsv);

    private static PredictionFormat FormatOf(SourceOptions source) => source switch
    {
        JsonLinesSource => PredictionFormat.Jsonl,
        TsvSource => PredictionFormat.Tsv,
        _ => PredictionFormat.Csv,
    };

    private static IEnumerable<string> Lines(JsonLinesSource source)
    {
        using var files = InputFiles.Open(source.Path, source.Files);
        foreach (var file in files.Files)
            foreach (var line in file.ReadLines(source.Encoding))
                if (!string.IsNullOrWhiteSpace(line.Text)) yield return line.Text;
    }
}
