using TorchSharp;

namespace Polytask.Modules;

/// <summary>Maps brought to a height and width: each number is a weighted sum of numbers of the map, with weights across and weights down.</summary>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="height">The height of a map of the output.</param>
/// <param name="width">Its width.</param>
public abstract class Resampling(RowShape input, int height, int width) : Block
{
    /// <inheritdoc/>
    public sealed override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public sealed override RowShape OutputShape { get; } = new(input.Channels, height, width);

    /// <summary>Writes what each of the numbers to come takes of each that is there, [to, from], over zeros.</summary>
    private protected abstract void Weigh(Span<float> weights, int from, int to);

    /// <inheritdoc/>
    public sealed override torch.Tensor Forward(torch.Tensor rows, Pass pass) => Apply(rows, input, OutputShape, Weights(input.Height, OutputShape.Height), Weights(input.Width, OutputShape.Width));

    /// <inheritdoc/>
    public sealed override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        Apply(cotangent, OutputShape, input, Weights(input.Height, OutputShape.Height).t(), Weights(input.Width, OutputShape.Width).t());

    private torch.Tensor Weights(int from, int to)
    {
        var weights = new float[to * from];
        Weigh(weights, from, to);
        return torch.tensor(weights, to, from);
    }

    private static torch.Tensor Apply(torch.Tensor rows, RowShape from, RowShape to, torch.Tensor down, torch.Tensor across) => from == to ? rows
        : torch.nn.functional.linear(torch.nn.functional.linear(Maps.Of(rows, from), across).transpose(-2, -1), down).transpose(-2, -1).reshape([.. rows.shape.AsSpan()[..^1], to.Numbers]);
}
