using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>
/// Applies an optimiser to a model: to the flat memory in runs of one owner, to tables in whole or by touched rows. Owners that
/// took no part in a step are left as they are, and count their own steps.
/// </summary>
public sealed unsafe class ModelOptimiser : IDisposable
{
    private readonly ParameterStore _store;
    private readonly Optimiser _optimiser;
    private readonly FloatBuffer[] _dense;
    private readonly FloatBuffer[][] _tables;
    private readonly SortedDictionary<string, long> _steps = new(StringComparer.Ordinal);
    private readonly (string Owner, long Offset, long Length)[] _runs;

    /// <summary>Makes the optimiser's memory for a model, all zero.</summary>
    public ModelOptimiser(ParameterStore store, Optimiser optimiser)
    {
        (_store, _optimiser) = (store, optimiser);
        _dense = Slots(store.Values.numel());
        _tables = [.. store.Tables.Select(table => Slots(table.Length))];
        _runs = [.. Runs(store.Dense)];
        foreach (var owner in _runs.Select(run => run.Owner).Concat(store.Tables.Select(table => table.Owner))) _steps[owner] = 0;
    }

    /// <summary>The steps each owner has taken.</summary>
    public IReadOnlyDictionary<string, long> Steps => _steps;

    /// <summary>What the optimiser remembers, by name, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> State =>
        _dense.Select((buffer, slot) => ($"dense.{slot}", buffer))
            .Concat(_tables.SelectMany((slots, table) => slots.Select((buffer, slot) => ($"{_store.Tables[table].Name}.{slot}", buffer))));

    /// <summary>Sets an owner's step count, from a checkpoint.</summary>
    public void SetSteps(string owner, long steps) => _steps[owner] = steps;

    /// <summary>Takes one step with the gradients that are in the store.</summary>
    /// <param name="trains">Whether an owner's parameters are trained in this step.</param>
    /// <param name="learningRate">The rate of this step.</param>
    public void Step(Func<string, bool> trains, double learningRate)
    {
        foreach (var owner in _steps.Keys.Where(trains).ToArray())
        {
            _optimiser.Begin(learningRate, ++_steps[owner]);
            foreach (var run in _runs)
                if (run.Owner == owner) Update(LibTorch.Pointer(_store.Values) + run.Offset, LibTorch.Pointer(_store.Gradients) + run.Offset, _dense, run.Offset, run.Length);
            for (var table = 0; table < _tables.Length; table++)
                if (_store.Tables[table].Owner == owner) Update(_store.Tables[table], _tables[table]);
        }
    }

    private void Update(EmbeddingTable table, FloatBuffer[] slots)
    {
        var rows = table.Gradient.Rows;
        if (_optimiser.SkipsUntouchedRows)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var offset = (long)rows[i] * table.Width;
                Update(table.Values + offset, table.Gradient.Values + (long)i * table.Width, slots, offset, table.Width);
            }
            return;
        }
        using var whole = new FloatBuffer(table.Length);
        for (var i = 0; i < rows.Length; i++)
            new Span<float>(table.Gradient.Values + (long)i * table.Width, table.Width).CopyTo(whole.Slice((long)rows[i] * table.Width, table.Width));
        Update(table.Values, whole.Pointer, slots, 0, table.Length);
    }

    private void Update(float* values, float* gradients, FloatBuffer[] slots, long offset, long count)
    {
        var state = stackalloc float*[slots.Length];
        for (var slot = 0; slot < slots.Length; slot++) state[slot] = slots[slot].Pointer + offset;
        _optimiser.Update(values, gradients, state, count);
    }

    private FloatBuffer[] Slots(long length) => [.. Enumerable.Range(0, _optimiser.StateSlots).Select(_ => new FloatBuffer(length))];

    private static IEnumerable<(string, long, long)> Runs(IReadOnlyList<Parameter> parameters)
    {
        for (var i = 0; i < parameters.Count;)
        {
            var first = parameters[i];
            var length = 0L;
            for (; i < parameters.Count && parameters[i].Owner == first.Owner; i++) length += parameters[i].Length;
            yield return (first.Owner, first.Offset, length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _dense.Concat(_tables.SelectMany(slots => slots))) buffer.Dispose();
    }
}
