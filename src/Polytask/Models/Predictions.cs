using Polytask.Data;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>The outputs of a model for many rows, batch by batch.</summary>
public static class Predictions
{
    // Numbers that rows of a batch may bring in: of large images, fewer go together.
    private const int BatchSize = 256, BatchNumbers = 1 << 19;

    /// <summary>Runs the model over rows; the outputs of a batch are valid until the next one is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The rows to predict.</param>
    /// <param name="active">The tasks to compute in a batch.</param>
    /// <param name="gates">Gathers what gates choose, where that is wanted.</param>
    public static IEnumerable<(Batch Batch, TaskOutputs Outputs, bool[] Active)> Of(
        MultiTaskModel model, EncodedRows data, ReadOnlyMemory<int> rows, Func<Batch, bool[]> active, GateLog? gates = null)
    {
        foreach (var batch in Batches(data, rows))
        {
            using var scope = torch.NewDisposeScope();
            var tasks = active(batch);
            yield return (batch, model.Forward(Pass.Prediction(batch, gates), tasks), tasks);
        }
    }

    /// <summary>Rows in batches that a way through the model has room for.</summary>
    internal static IEnumerable<Batch> Batches(EncodedRows data, ReadOnlyMemory<int> rows)
    {
        var size = Math.Clamp(BatchNumbers / Math.Max(1, data.Inputs.OfType<NumberColumn>().Sum(input => input.Width)), 1, BatchSize);
        for (var start = 0; start < rows.Length; start += size)
        {
            if (rows.Length - start > size) data.Expect(() => Some(start + size));
            yield return new Batch(data, Some(start));
        }

        ReadOnlyMemory<int> Some(int start) => rows.Slice(start, Math.Min(size, rows.Length - start));
    }
}
