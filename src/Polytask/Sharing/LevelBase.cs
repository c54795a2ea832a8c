using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>Levels of experts: the readers of each are the inputs of the next, those of the last are the tasks, or one for all of them.</summary>
internal sealed class LevelBase(SharedInput input, IReadOnlyList<ExpertLevel> levels) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape => levels[^1].OutputShape;

    /// <inheritdoc/>
    public override bool IsShared { get; } = levels[^1].IsForAll;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass)
    {
        var (encoded, gate) = input.Forward(pass);
        var mixed = levels[0].Forward(encoded, gate, pass);
        foreach (var level in levels.Skip(1)) mixed = level.Forward(mixed, pass);
        return IsShared ? mixed[0] : mixed;
    }

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass)
    {
        if (IsShared) cotangent = cotangent.unsqueeze(-3);
        foreach (var level in levels.Skip(1).Reverse()) cotangent = level.Pullback(cotangent, pass);
        var (encoded, gate) = levels[0].Pullback(cotangent, pass, input.NeedsEncoded(pass), input.NeedsGate(pass));
        input.Pullback(encoded, gate, pass);
    }

    /// <inheritdoc/>
    public override void PullbackPenalty(Pass pass, double share) => input.Pullback(null, levels[0].Gates.PullbackPenalty(pass, share, input.NeedsGate(pass)), pass);
}
