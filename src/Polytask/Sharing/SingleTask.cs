using Polytask.Catalog;
using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>No sharing: every task has inputs and a trunk of its own, as if it were trained alone. The baseline of every comparison.</summary>
[Kind("single_task")]
public sealed record SingleTask : SharingOptions
{
    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks) =>
        new SingleTaskTrunk([.. tasks.Select(task => CreateTower(store, inputs, task, $"tasks.{task}."))]);

    private sealed class SingleTaskTrunk(Tower[] towers) : SharingTrunk
    {
        public override IReadOnlyList<int> RepresentationOf { get; } = [.. Enumerable.Range(0, towers.Length)];

        public override IReadOnlyList<RowShape> Shapes { get; } = [.. towers.Select(t => t.OutputShape)];

        public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass)
        {
            var representations = new torch.Tensor?[towers.Length];
            for (var i = 0; i < towers.Length; i++)
                if (needed[i]) representations[i] = towers[i].Forward(pass);
            return representations;
        }

        public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
        {
            for (var i = 0; i < towers.Length; i++)
                if (cotangents[i] is { } cotangent) towers[i].Pullback(cotangent, pass);
        }
    }
}
