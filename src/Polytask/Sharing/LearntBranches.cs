using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Learning to branch: every trained stage has as many nodes as there are tasks, and each node, and at the end each task, chooses the node below that it reads. In training
/// the choices are drawn and become sharp; predictions use the likeliest. The run leaves a run file, settled.yaml, in which the branches are stated.
/// </summary>
/// <remarks>A node is named for a task for want of a better name; any task may read it. What the choices sum to is a tree, see <see cref="Branched"/>.</remarks>
[Kind("ltb", Paper = "Guo, Lee, Ulbricht, Learning to Branch for Multi-Task Learning, ICML 2020", Url = "https://proceedings.mlr.press/v119/guo20e.html")]
public sealed record LearntBranches : TowerSharing
{
    /// <summary>How choices become sharp; before, every node reads the mean of those below.</summary>
    public Annealing Annealing { get; init; } = new();

    private protected override Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower) =>
        new BranchUnits(store, tasks, [.. tasks.Select((_, node) => $"node {node + 1}")], tower, Annealing);

    private protected override SharingOptions Settled(IReadOnlyList<Block> fusions, IReadOnlyList<string> tasks)
    {
        // From the tasks down: the node at each stage that a task's path leads through.
        IReadOnlyList<int> nodes = [.. Enumerable.Range(0, tasks.Count)];
        var stages = new List<IReadOnlyList<IReadOnlyList<string>>>();
        foreach (var units in fusions.Cast<BranchUnits>().Reverse())
        {
            var chosen = units.Chosen;
            nodes = [.. nodes.Select(node => chosen[node])];
            stages.Insert(0, [.. tasks.Zip(nodes).GroupBy(path => path.Second, path => path.First).Select(group => group.ToArray())]);
        }
        IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Each(IReadOnlyList<StageOptions> list, IReadOnlyList<IReadOnlyList<string>> groups) => list.Where(stage => stage.IsTrained).Select(_ => groups);
        return new Branched
        {
            Trunk = [.. SharedStages, .. Trunk, .. TaskStages],
            StageGroups = [.. Each(SharedStages, [tasks]), .. stages, .. Each(TaskStages, [.. tasks.Select(task => new[] { task })])],
        };
    }
}
