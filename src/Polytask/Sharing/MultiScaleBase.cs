using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>What tasks do with maps of one size.</summary>
/// <param name="Source">Where the trunk's maps of that size pass, [batch, width].</param>
/// <param name="Initial">Makes each task's maps of these and of what comes from the next smaller size, [tasks, batch, width].</param>
/// <param name="Told">Makes of all tasks' maps what each has of them at the next larger size; <c>null</c> at the largest.</param>
/// <param name="Distilled">Makes of all tasks' maps what each reads of them at the end.</param>
internal sealed record MapScale(Tap Source, Block Initial, Block? Told, Block Distilled);

/// <summary>Tasks that take from each other's maps of several sizes, from the smallest on, and read all of them together.</summary>
internal sealed class MultiScaleBase(Tower trunk, IReadOnlyList<MapScale> scales) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = scales[^1].Distilled.OutputShape with { Channels = scales.Sum(scale => scale.Distilled.OutputShape.Channels) };

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass)
    {
        trunk.Forward(pass);
        var distilled = new List<torch.Tensor>();
        torch.Tensor? told = null;
        foreach (var scale in scales)
        {
            var source = scale.Source.Read(pass);
            var maps = scale.Initial.Forward(told is null ? source : torch.cat([source.expand(told.size(0), -1, -1), told], -1), pass);
            told = scale.Told?.Forward(maps, pass);
            distilled.Add(scale.Distilled.Forward(maps, pass));
        }
        return torch.cat(distilled, -1);
    }

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass)
    {
        torch.Tensor? told = null;
        var first = cotangent.size(-1);
        foreach (var scale in scales.Reverse())
        {
            var maps = scale.Distilled.Pullback(cotangent.narrow(-1, first -= scale.Distilled.OutputWidth, scale.Distilled.OutputWidth), pass)!;
            if (told is not null) maps = maps.add(scale.Told!.Pullback(told, pass)!, Scalars.One);
            var (read, width) = (scale.Initial.Pullback(maps, pass)!, scale.Source.OutputWidth);
            // At the smallest size all tasks read the same: their cotangents are added up already.
            var isSmallest = scale == scales[0];
            scale.Source.Give(isSmallest ? read : read.narrow(-1, 0, width).sum(dim: -3), pass);
            told = isSmallest ? null : read.narrow(-1, width, read.size(-1) - width);
        }
        // All that reads the trunk reads it at taps.
        trunk.Pullback(torch.zeros([.. cotangent.shape.AsSpan()[..^3], cotangent.size(-2), trunk.OutputWidth]), pass);
    }
}
