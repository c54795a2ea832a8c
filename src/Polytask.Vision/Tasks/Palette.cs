using Polytask.Data;
using SkiaSharp;

namespace Polytask.Vision.Tasks;

/// <summary>Colours of pictures.</summary>
internal static class Palette
{
    // Hues of neighbours are a golden angle apart, so that those of few classes are far from each other.
    private const float GoldenAngle = 137.508f;

    /// <summary>The colour of a class; black where there is none.</summary>
    public static (byte, byte, byte) OfClass(float index)
    {
        if (float.IsNaN(index)) return (0, 0, 0);
        var colour = SKColor.FromHsv(index * GoldenAngle % 360, 70 - 20 * (int)index % 60, 90 - 15 * ((int)index % 3));
        return (colour.Red, colour.Green, colour.Blue);
    }

    /// <summary>What the colours of shares stand for.</summary>
    /// <param name="label">What a share stands for.</param>
    public static Legend Scale(Func<float, string> label) => new([.. new[] { 0, 0.25f, 0.5f, 0.75f, 1 }.Select(share => LegendEntry.Of(label(share), OfShare(share)))], IsScale: true);

    /// <summary>From dark blue over green to yellow, for shares from 0 to 1; black where there is none.</summary>
    public static (byte, byte, byte) OfShare(float share)
    {
        if (float.IsNaN(share)) return (0, 0, 0);
        var colour = SKColor.FromHsv(260 - 200 * Math.Clamp(share, 0, 1), 75, 40 + 60 * Math.Clamp(share, 0, 1));
        return (colour.Red, colour.Green, colour.Blue);
    }
}
