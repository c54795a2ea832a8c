namespace Polytask.Modules;

/// <summary>What stands between the numbers of a map that becomes larger.</summary>
public enum Interpolation
{
    /// <summary>The nearest number again.</summary>
    Nearest,

    /// <summary>A straight line from number to number, across and down.</summary>
    Bilinear,
}

/// <summary>Maps brought to a larger height and width. Numbers stand for the middles of equal parts of the map, before and after.</summary>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="height">The height of a map of the output.</param>
/// <param name="width">Its width.</param>
/// <param name="interpolation">What stands between the numbers.</param>
public sealed class Upsample(RowShape input, int height, int width, Interpolation interpolation) : Resampling(input, height, width)
{
    private protected override void Weigh(Span<float> weights, int from, int to)
    {
        for (var i = 0; i < to; i++)
        {
            var row = weights.Slice(i * from, from);
            if (interpolation == Interpolation.Nearest)
            {
                row[i * from / to] = 1;
                continue;
            }
            var place = Math.Max(0, (i + 0.5) * from / to - 0.5);
            var (first, second) = ((int)place, Math.Min((int)place + 1, from - 1));
            row[second] = (float)(place - first);
            row[first] += 1 - (float)(place - first);
        }
    }
}
