using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Soft sharing: a tower for each task on shared inputs, and a penalty that holds the parameters of the towers together, stage by stage.
/// </summary>
/// <remarks>Nobody reads another task's tower, so that each is its task's own; only the penalty lets it feel the others. Embedding tables are shared outright.</remarks>
[Kind("soft", Paper = "Duong, Cohn, Bird, Cook, Low Resource Dependency Parsing: Cross-lingual Parameter Sharing in a Neural Network Parser, ACL 2015", Url = "https://aclanthology.org/P15-2139")]
public sealed record SoftSharing : StagedSharing
{
    /// <summary>What the penalty measures.</summary>
    public Tie Tie { get; init; }

    /// <summary>How much the penalty counts beside the tasks' losses; 0 means none.</summary>
    [Range(0.0, 1e6)]
    public double Strength { get; init; } = 1e-3;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var shared = CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape);
        var towers = ExpertGroups.CreateBank(Trunk.Index(), store, shared.OutputShape, stage => Towers.Members(stage, tasks, owner: task => task));
        ParameterTie[] ties = Strength == 0 ? [] : [.. Towers.SamePlaces(store, tasks).Select(parameters => new ParameterTie(parameters, Tie, Strength))];
        return new TaskTrunk(new TowerBase(new Tower(layer, new Chain(layer.OutputShape, [shared, towers])), isShared: false, ties), store, TaskStages, tasks);
    }
}
