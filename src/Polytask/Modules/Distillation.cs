using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What tasks take from each other's maps: task k makes F_k + Σ σ(W_jk ∗ F_j) ⊙ (V_jk ∗ F_j) of the maps F of all tasks, over all others j, where W_jk and V_jk are convolutions of 3 × 3 that
/// belong to k. All convolutions W are one call, and so are all V: [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Xu, Ouyang, Wang, Sebe, PAD-Net: Multi-Tasks Guided Prediction-and-Distillation Network, CVPR 2018: distillation with attention.</remarks>
public sealed class Distillation : Block
{
    private const int Kernel = 3;
    private readonly ConvolutionBank? _attention, _message;
    private readonly long[] _others;
    private readonly int _tasks;
    private readonly object _mask = new();

    /// <summary>Adds <c>NAME.from.OTHER.attention</c> and <c>NAME.from.OTHER.message</c> of each task and each other one to the store, convolutions without a bias.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="name">Begins their names: <c>NAME.TASK.…</c>.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="maps">The shape of a row of a task's maps.</param>
    public Distillation(ParameterStore store, string name, IReadOnlyList<string> tasks, RowShape maps)
    {
        (OutputShape, _tasks) = (maps, tasks.Count);
        // In the order of who is read, so that each convolution of a group reads the same.
        (int From, int To)[] pairs = [.. from j in Enumerable.Range(0, _tasks) from k in Enumerable.Range(0, _tasks) where j != k select (j, k)];
        _others = [.. Enumerable.Range(0, _tasks).SelectMany(task => pairs.Index().Where(pair => pair.Item.To == task).Select(pair => (long)pair.Index))];
        if (pairs.Length == 0) return;
        ConvolutionBank Bank(string part) =>
            new(store, [.. pairs.Select(pair => new StackMember($"{name}.{tasks[pair.To]}.from.{tasks[pair.From]}.{part}", tasks[pair.To], 1))], maps, maps.Channels, Kernel, padding: Kernel / 2, hasBias: false);
        (_attention, _message) = (Bank("attention"), Bank("message"));
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => _attention is not null;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        if (_attention is null) return input;
        var (mask, message) = (_attention.Forward(input, pass).sigmoid(), _message!.Forward(input, pass));
        pass.Save(_mask, mask);
        pass.Save(this, message);
        return ToReaders(mask * message).add_(input, Scalars.One);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        if (_attention is null) return cotangent;
        var (mask, message) = (pass.Saved(_mask), pass.Saved(this));
        var each = FromReaders(cotangent);
        var toMessage = each * mask;
        var toMask = toMessage * message * mask.neg().add_(Scalars.One, Scalars.One);
        var (one, other) = (_attention.Pullback(toMask, pass, toInput), _message!.Pullback(toMessage, pass, toInput));
        return toInput ? one!.add(other!, Scalars.One).add_(cotangent, Scalars.One) : null;
    }

    /// <summary>The sum of what each task is told, [tasks, batch, width] of [pairs, batch, width].</summary>
    private torch.Tensor ToReaders(torch.Tensor pairs) =>
        pairs.index_select(0, torch.tensor(_others)).view(_tasks, _tasks - 1, pairs.size(1), pairs.size(2)).sum(dim: 1);

    /// <summary>What each task's cotangent is for each pair, […, pairs, batch, width] of […, tasks, batch, width].</summary>
    private torch.Tensor FromReaders(torch.Tensor cotangent)
    {
        var readers = new long[_others.Length];
        foreach (var (place, pair) in _others.Index()) readers[pair] = place / (_tasks - 1);
        return cotangent.index_select(cotangent.dim() - 3, torch.tensor(readers));
    }
}
