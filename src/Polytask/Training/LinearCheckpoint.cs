using System.Runtime.InteropServices;
using System.Text.Json;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>Where the solving of a linear model stands.</summary>
internal sealed class LinearState
{
    /// <summary>Strengths done.</summary>
    public int Epoch { get; set; }

    /// <summary>Steps done for the strength at hand.</summary>
    public int StrengthStep { get; set; }

    /// <summary>Steps done in the run.</summary>
    public long Step { get; set; }

    /// <summary>The best strength.</summary>
    public BestEpoch Best { get; init; } = new();
}

/// <summary>The whole state of a linear model's solver as a checkpoint, and back.</summary>
internal static class LinearCheckpoint
{
    private const string Solver = "solver";

    private sealed record Counters(int Epoch, int StrengthStep, long Step, double Momentum, double Curvature, double? Score, int BestEpoch, int Since);

    public static Checkpoint Write(LinearState state, ProximalGradient method)
    {
        var best = state.Best;
        var counters = new Counters(state.Epoch, state.StrengthStep, state.Step, method.Momentum, method.Curvature, best.Score, best.Epoch, best.Since);
        return new Checkpoint(
            new Dictionary<string, string> { [Solver] = JsonSerializer.Serialize(counters) },
            new TensorSet(
            [
                Bits("point", method.Point), Bits("ahead", method.Ahead),
                .. best.Snapshot?.Arrays.Select(array => StoredTensor.Of($"best/{array.Name}", array.Values, array.Shape)) ?? [],
            ]));
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="method">The solver's method.</param>
    /// <param name="store">The parameters of the model.</param>
    /// <param name="begin">Begins with the strength at hand; what it sets anew comes from the checkpoint.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another model.</exception>
    public static LinearState Read(Checkpoint checkpoint, ProximalGradient method, ParameterStore store, Action<LinearState> begin)
    {
        var counters = Parse(checkpoint);
        var snapshot = counters.BestEpoch > 0 ? ParameterSnapshot.Read(store, (name, shape) => checkpoint.Tensors.Require<float>($"best/{name}", shape)) : null;
        var state = new LinearState
        {
            Epoch = counters.Epoch,
            StrengthStep = counters.StrengthStep,
            Step = counters.Step,
            Best = new BestEpoch { Score = counters.Score, Epoch = counters.BestEpoch, Since = counters.Since, Snapshot = snapshot },
        };
        begin(state);
        Numbers(checkpoint, "point", method.Point);
        Numbers(checkpoint, "ahead", method.Ahead);
        (method.Momentum, method.Curvature) = (counters.Momentum, counters.Curvature);
        return state;
    }

    /// <summary>Double precision as the bits that files can hold.</summary>
    private static StoredTensor Bits(string name, double[] numbers) => StoredTensor.Of(name, MemoryMarshal.Cast<double, long>(numbers).ToArray(), numbers.Length);

    private static void Numbers(Checkpoint checkpoint, string name, double[] numbers) =>
        MemoryMarshal.Cast<long, double>(checkpoint.Tensors.Require<long>(name, numbers.Length)).CopyTo(numbers);

    private static Counters Parse(Checkpoint checkpoint)
    {
        try
        {
            return JsonSerializer.Deserialize<Counters>(checkpoint.State[Solver])!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            throw new CheckpointException("The checkpoint has no counters of the solver of a linear model. It was written by another program or is damaged; remove it, and the run begins anew.", error);
        }
    }
}
