using Polytask.Modules.Kernels;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Cross-stitch units: what a task reads on is a weighted sum of what the towers of all tasks give, with weights of the task that are the same for all rows.
/// They give [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Misra, Shrivastava, Gupta, Hebert, Cross-Stitch Networks for Multi-task Learning, CVPR 2016.</remarks>
public sealed class StitchUnits : Block
{
    private readonly ParameterStack _weight;
    private readonly bool _perChannel;

    /// <summary>
    /// Adds <c>NAME.weight</c> of each task to the store: [towers, channels], or [towers, 1] where all channels have the same weights; a stack of these where a task has
    /// several towers.
    /// </summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners, and how many towers each has.</param>
    /// <param name="tower">The shape of a row of a tower.</param>
    /// <param name="perChannel">Whether each of its channels has weights of its own.</param>
    /// <param name="beginning">The weight with which what a tower's task reads on begins to be read from a tower.</param>
    public StitchUnits(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower, bool perChannel, Func<int, int, double> beginning)
    {
        (OutputShape, _perChannel) = (tower, perChannel);
        var channels = perChannel ? tower.Channels : 1;
        var towers = tasks.Sum(task => task.Count);
        _weight = store.AddStack(tasks, "weight", [towers, channels], task => (values, _) =>
        {
            var first = tasks.Take(task).Sum(before => before.Count);
            for (var i = 0; i < values.Length; i++) values[i] = (float)beginning(first + i / channels / towers, i / channels % towers);
        });
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <summary>Whether every number of a row has weights of its own.</summary>
    private bool IsByNumber => _perChannel && OutputShape.Places == 1;

    /// <summary>[channels, tasks, towers].</summary>
    private torch.Tensor Weights => _weight.Value.permute(2, 0, 1);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        if (IsByNumber)
        {
            pass.Save(this, input);
            return ChannelMixing.Mix(_weight.Value, input.unsqueeze(0))[0];
        }
        var towers = ByChannel(input.unsqueeze(0));
        pass.Save(this, towers);
        return ByRow(Weights.bmm(towers), [1, .. input.shape])[0];
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (towers, stack) = (pass.Saved(this), cotangent.dim() == 4 ? cotangent : cotangent.unsqueeze(0));
        var (count, tasks) = (stack.size(0), stack.size(1));
        var cotangents = IsByNumber ? stack : ByChannel(stack);
        var gradients = IsByNumber ? ChannelMixing.Products(stack, towers)
            : cotangents.view(cotangents.size(0), tasks * count, -1).bmm(towers.transpose(1, 2)).view(-1, tasks, count, tasks).permute(2, 1, 3, 0);
        foreach (var part in _weight.Parts)
            pass.Sink.Dense(part.Parameter, gradients.narrow(1, part.First, part.Count).reshape(cotangent.dim() == 4 ? [count, 1, -1] : [1, -1]));
        if (!toInput) return null;
        var pulled = IsByNumber ? ChannelMixing.Mix(_weight.Value.transpose(0, 1), stack) : ByRow(Weights.transpose(1, 2).bmm(cotangents), stack.shape);
        return cotangent.dim() == 4 ? pulled : pulled[0];
    }

    /// <summary>[stack, tasks, batch, width] as [channels, tasks, the rest]: one matrix product over the tasks for each channel, or for all.</summary>
    private torch.Tensor ByChannel(torch.Tensor stack) =>
        _perChannel ? stack.reshape(stack.size(0), stack.size(1), stack.size(2), OutputShape.Channels, OutputShape.Places).permute(3, 1, 0, 2, 4).reshape(OutputShape.Channels, stack.size(1), -1)
            : stack.transpose(0, 1).reshape(1, stack.size(1), -1);

    /// <summary>The way back, to [stack, tasks, batch, width].</summary>
    private torch.Tensor ByRow(torch.Tensor channels, long[] shape) =>
        (_perChannel ? channels.view(OutputShape.Channels, shape[1], shape[0], shape[2], OutputShape.Places).permute(2, 1, 3, 0, 4).reshape(shape) : channels.view(shape[1], shape[0], shape[2], shape[3]).transpose(0, 1)).contiguous();
}
