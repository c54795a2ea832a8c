using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What tasks tell each other from one size of maps to the next: a block makes of the maps of all tasks a softmax over the tasks, with which these are weighed; another makes one map for all
/// of the result; and each task adds that to its own maps, channel by channel as much as two layers of the task let through, which read the mean of every channel. It gives
/// [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Vandenhende, Georgoulis, Van Gool, MTI-Net, ECCV 2020; Hu, Shen, Sun, Squeeze-and-Excitation Networks, CVPR 2018.</remarks>
public sealed class FeaturePropagation : Block
{
    private readonly Block _weigh, _join;
    private readonly AveragePool _mean;
    private readonly Chain _excite;
    private readonly object _masked = new(), _shared = new(), _gate = new();

    /// <summary>Adds <c>NAME.squeeze</c> and <c>NAME.excite</c> of each task to the store, each a linear layer.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="maps">The shape of a row of a task's maps.</param>
    /// <param name="hidden">Numbers between the two layers.</param>
    /// <param name="weigh">Makes logits of the maps of all tasks, channel after channel, and keeps their shape.</param>
    /// <param name="join">Makes maps of the shape of one task's of weighed maps of all.</param>
    public FeaturePropagation(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape maps, int hidden, Block weigh, Block join)
    {
        LinearBank Bank(string name, int from, int to) => new(store, [.. tasks.Select(task => task with { Name = $"{task.Name}.{name}" })], from, to);
        (OutputShape, _weigh, _join, _mean) = (maps, weigh, join, new AveragePool(maps, maps.Height, maps.Width));
        _excite = new Chain(maps.Channels, [Bank("squeeze", maps.Channels, hidden), new Activation(ActivationFunction.Relu, hidden), Bank("excite", hidden, maps.Channels)]);
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var mask = Apart(_weigh.Forward(Together(input), pass), input.size(0)).softmax(0);
        var shared = _join.Forward(Together(mask * input), pass);
        var gate = _excite.Forward(_mean.Forward(shared, pass), pass).sigmoid();
        pass.Save(this, input);
        pass.Save(_masked, mask);
        pass.Save(_shared, shared);
        pass.Save(_gate, gate);
        return (gate.unsqueeze(-1) * Channels(shared)).flatten(-2, -1).add_(input, Scalars.One);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (input, mask, shared, gate) = (pass.Saved(this), pass.Saved(_masked), pass.Saved(_shared), pass.Saved(_gate));
        var each = Channels(cotangent);
        var toGate = (each * Channels(shared)).sum(dim: -1) * gate * gate.neg().add_(Scalars.One, Scalars.One);
        var toShared = (each * gate.unsqueeze(-1)).flatten(-2, -1).sum(dim: -3).add_(_mean.Pullback(_excite.Pullback(toGate, pass)!, pass)!, Scalars.One);
        var toMasked = Apart(_join.Pullback(toShared, pass)!, input.size(0));
        var toMask = toMasked * input * mask;
        var toLogits = toMask.sub_(mask * toMask.sum(dim: -3, keepdim: true));
        var weighed = _weigh.Pullback(Together(toLogits), pass, toInput);
        return toInput ? Apart(weighed!, input.size(0)).add(toMasked * mask, Scalars.One).add_(cotangent, Scalars.One) : null;
    }

    /// <summary>[…, batch, channels, places] of […, batch, width].</summary>
    private torch.Tensor Channels(torch.Tensor rows) => rows.reshape([.. rows.shape.AsSpan()[..^1], OutputShape.Channels, OutputShape.Places]);

    /// <summary>The channels of all tasks, […, batch, tasks × width] of […, tasks, batch, width].</summary>
    private static torch.Tensor Together(torch.Tensor maps) => maps.transpose(-3, -2).flatten(-2, -1);

    /// <summary>The way back.</summary>
    private static torch.Tensor Apart(torch.Tensor rows, long tasks) => rows.reshape([.. rows.shape.AsSpan()[..^1], tasks, rows.size(-1) / tasks]).transpose(-3, -2);
}
