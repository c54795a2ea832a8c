using System.Buffers;
using System.Globalization;
using System.Text;
using Polytask.Data;
using Polytask.Inference;

namespace Polytask.Cli.Prediction;

/// <summary>Predictions as rows of cells. With commas, cells are quoted where needed (RFC 4180); with tabs, a tab or line end in a cell becomes a space.</summary>
internal sealed class DelimitedPredictions : PredictionWriter
{
    private const int LongestNumber = 32;
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private readonly bool _tabs;
    private bool _inRow;

    /// <summary>Writes the header.</summary>
    public DelimitedPredictions(Stream stream, IReadOnlyList<string> columns, PredictionColumns added, bool tabs) : base(stream)
    {
        _tabs = tabs;
        foreach (var column in columns.Concat(added.Tasks.SelectMany(task => task.Probabilities.Prepend(task.Label)))) AddCell(column);
        EndRow();
    }

    protected override void Append(Row row, RowPrediction prediction)
    {
        foreach (var value in row.Values) AddCell(value);
        foreach (var task in prediction.Tasks)
        {
            AddCell(task.Label);
            if (task.Names.Count > 1)
                foreach (var value in task.Values) AddCell(value);
        }
        EndRow();
    }

    private void AddCell(string? text)
    {
        BeginCell();
        Encoding.UTF8.GetBytes(_tabs ? OneLine(text) : text.AsSpan().ContainsAny(Quoted) ? $"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text, Buffer);
    }

    private void AddCell(float value)
    {
        BeginCell();
        value.TryFormat(Buffer.GetSpan(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        Buffer.Advance(written);
    }

    private void BeginCell()
    {
        if (_inRow) Buffer.Write(_tabs ? "\t"u8 : ","u8);
        _inRow = true;
    }

    private void EndRow()
    {
        Buffer.Write("\n"u8);
        _inRow = false;
    }

    private static string? OneLine(string? text) => text.AsSpan().ContainsAny("\t\r\n") ? text!.Replace('\t', ' ').ReplaceLineEndings(" ") : text;
}
