using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Cross-stitch networks: a tower for each task, and behind every trained stage each reads on in a weighted sum of all, whose weights are learnt.</summary>
[Kind("cross_stitch", Paper = "Misra, Shrivastava, Gupta, Hebert, Cross-Stitch Networks for Multi-task Learning, CVPR 2016", Url = "https://doi.org/10.1109/CVPR.2016.433")]
public sealed record CrossStitch : StitchedSharing
{
    /// <summary>Whether every number of a stage has weights of its own; otherwise all numbers of a stage have the same.</summary>
    public bool PerChannel { get; init; } = true;

    private protected override Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, int width) =>
        new StitchUnits(store, tasks, width, PerChannel, Beginning(tasks.Count));
}
