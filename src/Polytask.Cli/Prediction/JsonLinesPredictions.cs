using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Polytask.Data;
using Polytask.Inference;

namespace Polytask.Cli.Prediction;

/// <summary>Predictions as one JSON object on each line.</summary>
/// <param name="stream">Where to write.</param>
/// <param name="columns">The columns of the rows.</param>
/// <param name="added">The columns of the predictions.</param>
/// <param name="originals">
/// The objects that the rows were read from, where they were JSON already: numbers stay numbers, and keys that were passed over in reading stay, too.
/// </param>
internal sealed class JsonLinesPredictions(Stream stream, IReadOnlyList<string> columns, PredictionColumns added, IEnumerator<string>? originals) : PredictionWriter(stream)
{
    private readonly ArrayBufferWriter<byte> _object = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public override void Dispose()
    {
        originals?.Dispose();
        _json.Dispose();
    }

    protected override void Append(Row row, RowPrediction prediction)
    {
        _object.ResetWrittenCount();
        _json.Reset(_object);
        _json.WriteStartObject();
        if (originals is null) WriteRow(row);
        WritePredictions(prediction);
        _json.WriteEndObject();
        _json.Flush();
        if (originals is not null && originals.MoveNext()) Join(originals.Current.AsSpan().Trim(), _object.WrittenSpan);
        else Buffer.Write(_object.WrittenSpan);
        Buffer.Write("\n"u8);
    }

    /// <summary>Writes two objects as one.</summary>
    private void Join(ReadOnlySpan<char> first, ReadOnlySpan<byte> second)
    {
        var members = first[..^1].TrimEnd();
        Encoding.UTF8.GetBytes(members, Buffer);
        if (members is not "{") Buffer.Write(","u8);
        Buffer.Write(second[1..]);
    }

    private void WriteRow(Row row)
    {
        for (var column = 0; column < columns.Count; column++) _json.WriteString(columns[column], row.Values[column]);
    }

    private void WritePredictions(RowPrediction prediction)
    {
        for (var t = 0; t < added.Tasks.Count; t++)
        {
            var (task, names) = (prediction.Tasks[t], added.Tasks[t]);
            if (task.Names.Count == 1) _json.WriteNumber(names.Label, task.Values[0]);
            else _json.WriteString(names.Label, task.Label);
            for (var i = 0; i < names.Probabilities.Length; i++) _json.WriteNumber(names.Probabilities[i], task.Values[i]);
        }
    }
}
