using TorchSharp;

namespace Polytask.Modules;

/// <summary>Maps brought to a height and width: made larger by bilinear interpolation between the centres of their numbers, and smaller by means.</summary>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="height">The height of a map of the output.</param>
/// <param name="width">Its width.</param>
public sealed class Resampling(RowShape input, int height, int width) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = new(input.Channels, height, width);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass) => AdaptiveAveragePool.Apply(rows, input, OutputShape, Shares(input.Height, height), Shares(input.Width, width));

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        AdaptiveAveragePool.Apply(cotangent, OutputShape, input, Shares(input.Height, height).t(), Shares(input.Width, width).t());

    private static torch.Tensor Shares(int from, int to) => to > from ? Interpolation(from, to) : AdaptiveAveragePool.Shares(from, to);

    /// <summary>What each of the numbers to come takes of the two that are nearest to its centre, [to, from]; beyond the outermost centres of the one there.</summary>
    private static torch.Tensor Interpolation(int from, int to)
    {
        var shares = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            var centre = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            var first = (int)centre;
            shares[i * from + first] = (float)(1 - (centre - first));
            if (centre > first) shares[i * from + first + 1] = (float)(centre - first);
        }
        return torch.tensor(shares, to, from);
    }
}
