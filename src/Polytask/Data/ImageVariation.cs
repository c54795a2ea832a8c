using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>How training varies images, each anew every time it is seen.</summary>
public sealed record ImageVariation
{
    /// <summary>The most pixels by which an image is moved, up or down and to a side; what comes in repeats its edge.</summary>
    public int Shift { get; init; }

    /// <summary>Whether half of the images are mirrored, left and right.</summary>
    public bool Flip { get; init; }

    /// <summary>The largest share of height and width that is cut off; the rest, from anywhere, is enlarged.</summary>
    public double Crop { get; init; }

    /// <summary>The largest angle in degrees by which an image is turned; what comes in repeats its edge.</summary>
    public double Rotation { get; init; }

    /// <summary>The largest share by which all numbers of an image become larger or smaller.</summary>
    public double Brightness { get; init; }

    /// <summary>The largest share by which the numbers' distances from their mean become larger or smaller.</summary>
    public double Contrast { get; init; }

    /// <summary>The largest share by which the distances of a place's colours from its grey become larger or smaller.</summary>
    public double Saturation { get; init; }

    /// <summary>The side of a square that is left out, somewhere, as a share of the shorter side of the image.</summary>
    public double Cutout { get; init; }

    /// <summary>Whether anything is varied.</summary>
    public bool Varies => this != new ImageVariation();

    internal ImageView Draw(RandomStream random, int height, int width)
    {
        double Within(double most) => most > 0 ? most * (2 * random.NextDouble() - 1) : 0;
        int Pixels() => Shift > 0 ? random.NextInt(2 * Shift + 1) - Shift : 0;
        var (down, across) = (Pixels(), Pixels());
        var flipped = Flip && (random.NextUInt64() & 1) == 1;
        var share = Crop > 0 ? 1 - Crop * random.NextDouble() : 1;
        var geometry = new Affine(height, width, Within(Rotation), share, down + Within((1 - share) * height / 2), across + Within((1 - share) * width / 2), flipped);
        var colours = new Colours((float)(1 + Within(Brightness)), (float)(1 + Within(Contrast)), (float)(1 + Within(Saturation)));
        var side = (int)Math.Round(Cutout * Math.Min(height, width));
        return side > 0 ? new ImageView(geometry, colours, random.NextInt(height) - side / 2, random.NextInt(width) - side / 2, side) : new ImageView(geometry, colours, 0, 0, 0);
    }
}
