namespace Polytask.Modules;

/// <summary>Maps brought to a height and width: each number is the mean of the part of the map that falls to it. Parts overlap where they do not divide the map evenly.</summary>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="height">The height of a map of the output.</param>
/// <param name="width">Its width.</param>
public sealed class AdaptiveAveragePool(RowShape input, int height, int width) : Resampling(input, height, width)
{
    private protected override void Weigh(Span<float> weights, int from, int to)
    {
        for (var i = 0; i < to; i++)
        {
            var (first, end) = (i * from / to, ((i + 1) * from + to - 1) / to);
            weights.Slice(i * from + first, end - first).Fill(1f / (end - first));
        }
    }
}
