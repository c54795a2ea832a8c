using Polytask.Modules;
using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>
/// Applies optimisers to a model: to the flat memory in runs of one owner, to tables in whole or by touched rows. Owners that took
/// no part in a step are left as they are, and count their own steps.
/// </summary>
public sealed class ModelOptimiser : IDisposable
{
    private readonly Dictionary<string, List<ParameterGroup>> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _steps = new(StringComparer.Ordinal);

    /// <summary>Makes the optimisers' memory for a model, all zero.</summary>
    public ModelOptimiser(ParameterStore store, Optimisers optimisers)
    {
        foreach (var run in DenseGroup.Of(store, optimisers.Dense)) Add(run);
        foreach (var table in store.Tables.Where(table => !table.IsFrozen)) Add(new TableGroup(table, table.Role == TableRole.Wide ? optimisers.Wide : optimisers.Embeddings));
    }

    /// <summary>The steps each owner has taken.</summary>
    public IReadOnlyDictionary<string, long> Steps => _steps;

    /// <summary>What the optimisers remember, by name, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> State =>
        _groups.Values.SelectMany(groups => groups).SelectMany(group => group.State.Select((buffer, slot) => ($"{group.Name}.{slot}", buffer)));

    /// <summary>Sets an owner's step count, from a checkpoint.</summary>
    public void SetSteps(string owner, long steps) => _steps[owner] = steps;

    /// <summary>Takes one step with the gradients that are in the store.</summary>
    /// <param name="trains">Whether an owner's parameters are trained in this step.</param>
    /// <param name="rate">The factor of every learning rate in this step, from the schedule.</param>
    public void Step(Func<string, bool> trains, double rate)
    {
        foreach (var (owner, groups) in _groups)
        {
            if (!trains(owner)) continue;
            var step = ++_steps[owner];
            foreach (var group in groups) group.Step(rate, step);
        }
    }

    private void Add(ParameterGroup group)
    {
        if (!_groups.TryGetValue(group.Owner, out var groups)) _groups[group.Owner] = groups = [];
        groups.Add(group);
        _steps[group.Owner] = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups.Values.SelectMany(groups => groups)) group.Dispose();
    }
}
