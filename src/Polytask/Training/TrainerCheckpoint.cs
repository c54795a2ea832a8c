using System.Text.Json;
using System.Text.Json.Serialization;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>A trainer's whole state as a checkpoint, and back.</summary>
internal static class TrainerCheckpoint
{
    private sealed record Best(double? Score, int Epoch, int Since, bool Kept);

    private sealed record Counters(
        int Stage, long StageStep, bool StageStopped, long Step, int Epoch, double[] LossSums, double[] LossWeights,
        Best Best, Best[] BestOfTask, bool[] StoppedTasks, Dictionary<string, long> OptimiserSteps, Dictionary<string, double[]> Balance, bool Anchored, bool Fisher);

    // What a balancing method has not learnt yet is not a number.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Checkpoint Write(TrainerState state, ParameterStore store, ModelOptimiser optimiser, Consolidation? consolidation, TaskBalance balance)
    {
        var tensors = new List<StoredTensor>();
        Add(tensors, "model", ParameterSnapshot.Take(store));
        tensors.AddRange(optimiser.State.Select(s => StoredTensor.Of($"optimiser/{s.Name}", s.Buffer.ToArray(), s.Buffer.Length)));
        tensors.AddRange(balance.Buffers.Select(b => StoredTensor.Of($"balance/{b.Name}", b.Buffer.ToArray(), b.Buffer.Length)));
        foreach (var best in state.BestOfTask.Append(state.Best).Where(best => best.Snapshot is not null).DistinctBy(best => best.Epoch))
            Add(tensors, $"epoch {best.Epoch}", best.Snapshot);
        Add(tensors, "anchor", consolidation?.Target);
        Add(tensors, "fisher", consolidation?.Fisher);
        var counters = new Counters(
            state.Stage, state.StageStep, state.StageStopped, state.Step, state.Epoch, state.Losses.Sums, state.Losses.Weights,
            Of(state.Best), [.. state.BestOfTask.Select(Of)], state.StoppedTasks, new(optimiser.Steps), balance.Memory.ToDictionary(memory => memory.Name, memory => memory.Numbers), consolidation?.Target is not null, consolidation?.Fisher is not null);
        return new Checkpoint(new Dictionary<string, string> { ["trainer"] = JsonSerializer.Serialize(counters, Json) }, new TensorSet(tensors));
    }

    public static TrainerState Read(Checkpoint checkpoint, ParameterStore store, ModelOptimiser optimiser, Consolidation? consolidation, TaskBalance balance)
    {
        var counters = Parse(checkpoint);
        ParameterSnapshot Snapshot(string prefix) => ParameterSnapshot.Read(store, (name, shape) => checkpoint.Tensors.Require<float>($"{prefix}/{name}", shape));
        // Tasks that were best in the same epoch share its parameters.
        var epochs = counters.BestOfTask.Append(counters.Best).Where(best => best.Kept).Select(best => best.Epoch).Distinct().ToDictionary(epoch => epoch, epoch => Snapshot($"epoch {epoch}"));
        BestEpoch Restored(Best best) => new() { Score = best.Score, Epoch = best.Epoch, Since = best.Since, Snapshot = best.Kept ? epochs[best.Epoch] : null };

        Snapshot("model").Restore(store);
        foreach (var (name, buffer) in optimiser.State)
            checkpoint.Tensors.Require<float>($"optimiser/{name}", buffer.Length).CopyTo(buffer.Slice(0, checked((int)buffer.Length)));
        foreach (var (owner, steps) in counters.OptimiserSteps) optimiser.SetSteps(owner, steps);
        foreach (var (name, numbers) in balance.Memory) Numbers(counters, name, numbers.Length).CopyTo(numbers, 0);
        foreach (var (name, buffer) in balance.Buffers)
            checkpoint.Tensors.Require<float>($"balance/{name}", buffer.Length).CopyTo(buffer.Slice(0, checked((int)buffer.Length)));
        if (counters.Anchored) consolidation?.Anchor(Snapshot("anchor"), counters.Fisher ? Snapshot("fisher") : null);

        var state = new TrainerState(counters.StoppedTasks.Length)
        {
            Stage = counters.Stage,
            StageStep = counters.StageStep,
            StageStopped = counters.StageStopped,
            Step = counters.Step,
            Epoch = counters.Epoch,
            Best = Restored(counters.Best),
        };
        counters.LossSums.CopyTo(state.Losses.Sums, 0);
        counters.LossWeights.CopyTo(state.Losses.Weights, 0);
        counters.StoppedTasks.CopyTo(state.StoppedTasks, 0);
        for (var task = 0; task < counters.BestOfTask.Length; task++) state.BestOfTask[task] = Restored(counters.BestOfTask[task]);
        return state;
    }

    private static double[] Numbers(Counters counters, string name, int length) =>
        counters.Balance?.GetValueOrDefault(name) is { } numbers && numbers.Length == length ? numbers
        : throw new CheckpointException($"The checkpoint has no {length} numbers '{name}' of the balancing method. It was written by another version or is damaged; remove it, and the run begins anew.");

    private static Counters Parse(Checkpoint checkpoint)
    {
        try
        {
            return JsonSerializer.Deserialize<Counters>(checkpoint.State["trainer"], Json)!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            throw new CheckpointException("The checkpoint has no counters of a trainer. It was written by another program or is damaged; remove it, and the run begins anew.", error);
        }
    }

    private static Best Of(BestEpoch best) => new(best.Score, best.Epoch, best.Since, best.Snapshot is not null);

    private static void Add(List<StoredTensor> tensors, string prefix, ParameterSnapshot? snapshot) =>
        tensors.AddRange(snapshot?.Arrays.Select(array => StoredTensor.Of($"{prefix}/{array.Name}", array.Values, array.Shape)) ?? []);
}
