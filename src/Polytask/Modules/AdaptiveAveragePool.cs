using TorchSharp;

namespace Polytask.Modules;

/// <summary>Maps brought to a height and width: each number is the mean of the part of the map that falls to it. Parts overlap where they do not divide the map evenly.</summary>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="height">The height of a map of the output.</param>
/// <param name="width">Its width.</param>
public sealed class AdaptiveAveragePool(RowShape input, int height, int width) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = new(input.Channels, height, width);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass) => Apply(rows, input, OutputShape, Shares(input.Height, height), Shares(input.Width, width));

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        Apply(cotangent, OutputShape, input, Shares(input.Height, height).t(), Shares(input.Width, width).t());

    /// <summary>Makes of maps others, each number a weighted sum of a row of what is made of the columns.</summary>
    internal static torch.Tensor Apply(torch.Tensor rows, RowShape from, RowShape to, torch.Tensor down, torch.Tensor across) => from == to ? rows
        : torch.nn.functional.linear(torch.nn.functional.linear(Maps.Of(rows, from), across).transpose(-2, -1), down).transpose(-2, -1).reshape([.. rows.shape.AsSpan()[..^1], to.Numbers]);

    /// <summary>What each of the numbers to come takes of each that is there, [to, from].</summary>
    internal static torch.Tensor Shares(int from, int to)
    {
        var shares = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            var (first, end) = (i * from / to, ((i + 1) * from + to - 1) / to);
            shares.AsSpan(i * from + first, end - first).Fill(1f / (end - first));
        }
        return torch.tensor(shares, to, from);
    }
}
