using Polytask.Catalog;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>One trunk for all tasks; only the heads are a task's own.</summary>
[Kind("hard", Paper = "Caruana, Multitask Learning, Machine Learning 28, 1997", Url = "https://doi.org/10.1023/A:1007379606734")]
public sealed record HardSharing : SharingOptions
{
    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks) =>
        new HardTrunk(CreateTower(store, inputs, ParameterStore.Shared), tasks.Count);

    private sealed class HardTrunk(Tower tower, int tasks) : SharingTrunk
    {
        public override IReadOnlyList<int> RepresentationOf { get; } = new int[tasks];

        public override IReadOnlyList<int> Widths { get; } = [tower.OutputWidth];

        public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass) => [tower.Forward(pass)];

        public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass) => tower.Pullback(cotangents[0]!, pass);
    }
}
