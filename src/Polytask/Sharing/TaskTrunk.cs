using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>A base, and the tasks' own stages on it.</summary>
internal sealed class TaskTrunk : SharingTrunk
{
    private readonly TrunkBase _base;
    private readonly Block? _stages;
    private readonly bool _isShared;

    /// <summary>Adds the tasks' stages to the store, named <c>towers.STAGE.TASK</c>: one bank for all tasks.</summary>
    public TaskTrunk(TrunkBase trunk, ParameterStore store, IReadOnlyList<StageOptions> stages, IReadOnlyList<string> tasks)
    {
        _base = trunk;
        if (stages.Count > 0)
            _stages = ExpertGroups.CreateBank(stages.Index(), store, trunk.OutputShape, stage => [.. tasks.Select(task => new StackMember($"towers.{stage}.{task}", task, 1))]);
        _isShared = trunk.IsShared && !stages.Any(stage => stage.IsTrained);
        RepresentationOf = _isShared ? new int[tasks.Count] : [.. Enumerable.Range(0, tasks.Count)];
        Widths = [.. Enumerable.Repeat((_stages?.OutputShape ?? trunk.OutputShape).Numbers, _isShared ? 1 : tasks.Count)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> RepresentationOf { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Widths { get; }

    /// <inheritdoc/>
    public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass)
    {
        var representations = _base.Forward(pass);
        if (_stages is not null) representations = _stages.Forward(representations, pass);
        if (_isShared) return [representations];
        var list = new torch.Tensor?[Widths.Count];
        for (var task = 0; task < list.Length; task++)
            if (needed[task]) list[task] = representations[task];
        return list;
    }

    /// <inheritdoc/>
    public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
    {
        if (Joined(cotangents) is not { } cotangent) return;
        _base.Pullback(_stages is null ? cotangent : _stages.Pullback(cotangent, pass)!, pass);
    }

    /// <inheritdoc/>
    public override void PullbackPenalty(Pass pass, double share) => _base.PullbackPenalty(pass, share);

    /// <summary>The cotangents of all tasks in one, [tasks, batch, width]; zeros where one was not needed.</summary>
    private torch.Tensor? Joined(ReadOnlySpan<torch.Tensor?> cotangents)
    {
        torch.Tensor?[] list = [.. cotangents];
        if (_isShared || Array.Find(list, cotangent => cotangent is not null) is not { } any) return list[0];
        return torch.stack([.. list.Select(cotangent => cotangent ?? torch.zeros_like(any))], any.dim() - 2);
    }
}
