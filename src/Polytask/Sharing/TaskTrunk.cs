using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>A base, and the tasks' own stages on it.</summary>
internal sealed class TaskTrunk : SharingTrunk
{
    private readonly TrunkBase _base;
    private readonly Block? _stages;
    private readonly bool _isShared;
    private readonly Func<SharingOptions?>? _settled;

    /// <summary>Adds the tasks' stages to the store, named <c>towers.STAGE.TASK</c>: one bank for all tasks.</summary>
    public TaskTrunk(TrunkBase trunk, ParameterStore store, IReadOnlyList<StageOptions> stages, IReadOnlyList<string> tasks, Func<SharingOptions?>? settled = null)
    {
        (_base, _settled) = (trunk, settled);
        if (stages.Count > 0)
            _stages = ExpertGroups.CreateBank(stages.Index(), store, trunk.OutputShape, stage => [.. tasks.Select(task => new StackMember($"towers.{stage}.{task}", task, 1))]);
        _isShared = trunk.IsShared && !stages.Any(stage => stage.IsTrained);
        RepresentationOf = _isShared ? new int[tasks.Count] : [.. Enumerable.Range(0, tasks.Count)];
        Shapes = [.. Enumerable.Repeat(_stages?.OutputShape ?? trunk.OutputShape, _isShared ? 1 : tasks.Count)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> RepresentationOf { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<RowShape> Shapes { get; }

    /// <inheritdoc/>
    public override SharingOptions? Settled => _settled?.Invoke();

    /// <inheritdoc/>
    public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass)
    {
        var representations = _base.Forward(pass);
        if (_stages is not null) representations = _stages.Forward(representations, pass);
        return _isShared ? [representations] : SideBySide.Apart(representations, needed);
    }

    /// <inheritdoc/>
    public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
    {
        if ((_isShared ? cotangents[0] : SideBySide.Together(cotangents)) is not { } cotangent) return;
        _base.Pullback(_stages is null ? cotangent : _stages.Pullback(cotangent, pass)!, pass);
    }

    /// <inheritdoc/>
    public override void PullbackPenalty(Pass pass, double share) => _base.PullbackPenalty(pass, share);
}
