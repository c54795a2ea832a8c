using Polytask.Data;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>The outputs of a model for many rows, batch by batch.</summary>
public static class Predictions
{
    private const int BatchSize = 256;

    /// <summary>Runs the model over rows; the outputs of a batch are valid until the next one is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The rows to predict.</param>
    /// <param name="active">The tasks to compute in a batch.</param>
    /// <param name="gates">Gathers what gates choose, where that is wanted.</param>
    public static IEnumerable<(Batch Batch, TaskOutputs Outputs, bool[] Active)> Of(
        MultiTaskModel model, EncodedRows data, ReadOnlyMemory<int> rows, Func<Batch, bool[]> active, GateLog? gates = null)
    {
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            using var scope = torch.NewDisposeScope();
            var batch = new Batch(data, rows.Slice(start, Math.Min(BatchSize, rows.Length - start)));
            var tasks = active(batch);
            yield return (batch, model.Forward(Pass.Prediction(batch, gates), tasks), tasks);
        }
    }
}
