using System.Buffers;
using Polytask.Data;
using Polytask.Inference;

namespace Polytask.Cli.Prediction;

/// <summary>Writes rows and what was predicted for them. Text is gathered as bytes and handed over in large pieces.</summary>
internal abstract class PredictionWriter(Stream stream) : IDisposable
{
    private const int Enough = 1 << 16;

    /// <summary>What was not handed over yet.</summary>
    protected ArrayBufferWriter<byte> Buffer { get; } = new(2 * Enough);

    /// <summary>Writes one row.</summary>
    public void Write(Row row, RowPrediction prediction)
    {
        Append(row, prediction);
        if (Buffer.WrittenCount >= Enough) Flush();
    }

    /// <summary>Hands over what was gathered.</summary>
    public void Flush()
    {
        stream.Write(Buffer.WrittenSpan);
        Buffer.ResetWrittenCount();
    }

    /// <summary>Closes what was read beside the rows.</summary>
    public virtual void Dispose() { }

    /// <summary>Adds one row to the buffer.</summary>
    protected abstract void Append(Row row, RowPrediction prediction);
}
