using Polytask.Modules;

namespace Polytask.Vision.Features;

/// <summary>Mean and deviation of a channel, whose numbers go from 0 to 1.</summary>
internal readonly record struct ChannelLevel(double Mean, double Deviation)
{
    /// <summary>The standardised number that each of the 256 bytes stands for.</summary>
    public float[] Values()
    {
        var (mean, deviation) = this;
        return [.. Enumerable.Range(0, 256).Select(value => (float)((value / 255.0 - mean) / deviation))];
    }
}

/// <summary>How often every channel of some images has every byte.</summary>
internal sealed class ChannelCounts
{
    private long[][] _counts = [];

    /// <summary>Counts an image; all have the same channels.</summary>
    public void Add(ReadOnlySpan<byte> image, RowShape shape)
    {
        if (_counts.Length == 0) _counts = [.. Enumerable.Range(0, shape.Channels).Select(_ => new long[256])];
        for (var channel = 0; channel < shape.Channels; channel++)
            foreach (var value in image.Slice(channel * shape.Places, shape.Places)) _counts[channel][value]++;
    }

    /// <summary>Mean and deviation of every channel; a deviation of 1 where all bytes are equal.</summary>
    public IReadOnlyList<ChannelLevel> Levels() => [.. _counts.Select(counts =>
    {
        var all = (double)counts.Sum();
        var mean = counts.Select((count, value) => count / all * value / 255.0).Sum();
        var variance = counts.Select((count, value) => count / all * (value / 255.0 - mean) * (value / 255.0 - mean)).Sum();
        return new ChannelLevel(mean, counts.Count(count => count > 0) > 1 ? Math.Sqrt(variance) : 1);
    })];
}
