using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What the towers of all tasks give, side by side, and for each task a linear layer that reads the channels of all and gives those of a tower again, in every place of
/// their maps: [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Gao, Ma, Zhao, Liu, Yuille, NDDR-CNN, CVPR 2019; without its normalisation over the batch.</remarks>
public sealed class JoinedTowers : Block
{
    private readonly LinearBank _layers;
    private readonly int _tasks;

    /// <summary>Adds <c>NAME.weight</c> [channels, towers × channels] and <c>NAME.bias</c> [channels] of each task to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="tower">The shape of a row of a tower.</param>
    /// <param name="beginning">The weight with which a task begins to read a channel of a tower for its own channel of the same number; all others begin at 0.</param>
    public JoinedTowers(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower, Func<int, int, double> beginning)
    {
        (OutputShape, _tasks) = (tower, tasks.Count);
        var channels = tower.Channels;
        _layers = new LinearBank(store, tasks, tasks.Count * channels, channels, initialise: task => (values, _) =>
        {
            values.Clear();
            for (var i = 0; i < channels; i++)
                for (var other = 0; other < tasks.Count; other++) values[(i * tasks.Count + other) * channels + i] = (float)beginning(task, other);
        });
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) =>
        ToMaps(_layers.Forward(Maps(input).permute(1, 3, 0, 2).reshape(input.size(1) * OutputShape.Places, -1), pass), input.shape);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        _layers.Pullback(Maps(cotangent).transpose(-2, -1).reshape([.. cotangent.shape.AsSpan()[..^2], -1, OutputShape.Channels]), pass, toInput)
            ?.view([.. cotangent.shape.AsSpan()[..^3], cotangent.size(-2), OutputShape.Places, _tasks, OutputShape.Channels])
            .transpose(-3, -2).transpose(-4, -3).transpose(-2, -1).reshape(cotangent.shape);

    /// <summary>[…, batch, channels, places] of […, batch, width].</summary>
    private torch.Tensor Maps(torch.Tensor rows) => rows.reshape([.. rows.shape.AsSpan()[..^1], OutputShape.Channels, OutputShape.Places]);

    /// <summary>[…, batch, width] of […, batch × places, channels].</summary>
    private torch.Tensor ToMaps(torch.Tensor places, long[] shape) =>
        places.reshape([.. shape.AsSpan()[..^1], OutputShape.Places, OutputShape.Channels]).transpose(-2, -1).reshape(shape);
}
