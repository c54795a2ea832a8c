using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>One trunk that every task sees through attention of its own, level by level.</summary>
internal sealed class AttendedBase(InputLayer input, IReadOnlyList<(Block Stages, FeatureAttention Attention)> levels) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape => levels[^1].Stages.OutputShape;

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass)
    {
        var features = input.Forward(pass);
        torch.Tensor? seen = null;
        foreach (var (stages, attention) in levels)
        {
            features = stages.Forward(features, pass);
            seen = attention.Forward(features, seen, pass);
        }
        return seen!;
    }

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass)
    {
        torch.Tensor? seen = cotangent, fromAbove = null;
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            (var features, seen) = levels[level].Attention.Pullback(seen!, pass);
            if (fromAbove is not null) features = features.add_(fromAbove, Scalars.One);
            fromAbove = levels[level].Stages.Pullback(features, pass, level > 0 || input.Needs(pass));
        }
        if (input.Needs(pass)) input.Pullback(fromAbove!, pass);
    }
}
