using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Neural discriminative dimensionality reduction: a tower for each task, and behind every trained stage a linear layer of each task makes one stage's numbers of those
/// of all towers. The paper normalises them over the batch; here every row stays by itself.
/// </summary>
[Kind("nddr", Paper = "Gao, Ma, Zhao, Liu, Yuille, NDDR-CNN: Layerwise Feature Fusing in Multi-Task CNNs by Neural Discriminative Dimensionality Reduction, CVPR 2019", Url = "https://doi.org/10.1109/CVPR.2019.00332")]
public sealed record Nddr : StitchedSharing
{
    private protected override Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower) =>
        new JoinedTowers(store, tasks, tower, Beginning(tasks.Count));
}
