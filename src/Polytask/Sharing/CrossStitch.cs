using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Cross-stitch networks: a tower for each task, and behind every trained stage each reads on in a weighted sum of all, whose weights are learnt.</summary>
[Kind("cross_stitch", Paper = "Misra, Shrivastava, Gupta, Hebert, Cross-Stitch Networks for Multi-task Learning, CVPR 2016", Url = "https://doi.org/10.1109/CVPR.2016.433")]
public sealed record CrossStitch : StitchedSharing
{
    /// <summary>Whether every channel of a stage has weights of its own; otherwise all have the same. The channels of a dense stage are its numbers.</summary>
    public bool PerChannel { get; init; } = true;

    private protected override Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower) =>
        new StitchUnits(store, tasks, tower, PerChannel, Beginning(tasks.Count));
}
