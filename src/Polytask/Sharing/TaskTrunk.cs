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
    private readonly IReadOnlyList<InitialMaps> _initial;

    /// <summary>Adds the tasks' stages to the store, named <c>towers.STAGE.TASK</c>: one bank for all tasks.</summary>
    /// <param name="trunk">The base.</param>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="stages">The stages of each task.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="settled">What training has settled on.</param>
    /// <param name="initial">Maps in the base of which tasks predict in training.</param>
    public TaskTrunk(
        TrunkBase trunk, ParameterStore store, IReadOnlyList<StageOptions> stages, IReadOnlyList<string> tasks, Func<SharingOptions?>? settled = null, IReadOnlyList<InitialMaps>? initial = null)
    {
        (_base, _settled, _initial) = (trunk, settled, initial ?? []);
        if (stages.Count > 0)
            _stages = ExpertGroups.CreateBank(stages.Index(), store, trunk.OutputShape, stage => [.. tasks.Select(task => new StackMember($"towers.{stage}.{task}", task, 1))]);
        _isShared = trunk.IsShared && !stages.Any(stage => stage.IsTrained);
        RepresentationOf = _isShared ? new int[tasks.Count] : [.. Enumerable.Range(0, tasks.Count)];
        RowShape[] shapes = [.. Enumerable.Repeat(_stages?.OutputShape ?? trunk.OutputShape, _isShared ? 1 : tasks.Count)];
        Initial = [.. from place in Enumerable.Range(0, _initial.Count) from task in Enumerable.Range(0, tasks.Count)
                      select new InitialPrediction(_initial[place].Heads, task, shapes.Length + place * tasks.Count + task, _initial[place].Share)];
        Shapes = [.. shapes, .. _initial.SelectMany(maps => Enumerable.Repeat(maps.Maps.OutputShape, tasks.Count))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> RepresentationOf { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<RowShape> Shapes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<InitialPrediction> Initial { get; }

    /// <inheritdoc/>
    public override SharingOptions? Settled => _settled?.Invoke();

    /// <inheritdoc/>
    public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass)
    {
        var representations = _base.Forward(pass);
        if (_stages is not null) representations = _stages.Forward(representations, pass);
        if (_isShared) return [representations];
        var tasks = RepresentationOf.Count;
        var list = new List<torch.Tensor?>(SideBySide.Apart(representations, needed[..tasks]));
        foreach (var (place, maps) in _initial.Index()) list.AddRange(SideBySide.Apart(maps.Maps.Read(pass), needed.Slice((place + 1) * tasks, tasks)));
        return [.. list];
    }

    /// <inheritdoc/>
    public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
    {
        var tasks = RepresentationOf.Count;
        if ((_isShared ? cotangents[0] : SideBySide.Together(cotangents[..tasks])) is not { } cotangent) return;
        foreach (var (place, maps) in _initial.Index())
            if (SideBySide.Together(cotangents.Slice((place + 1) * tasks, tasks)) is { } given) maps.Maps.Give(given, pass);
        _base.Pullback(_stages is null ? cotangent : _stages.Pullback(cotangent, pass)!, pass);
    }

    /// <inheritdoc/>
    public override void PullbackPenalty(Pass pass, double share) => _base.PullbackPenalty(pass, share);
}
