using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>How training varies images, each anew every time it is seen.</summary>
/// <param name="Shift">The most pixels by which an image is moved, up or down and to a side; what comes in repeats its edge.</param>
/// <param name="Flip">Whether half of the images are mirrored, left and right.</param>
/// <param name="Brightness">The largest share by which all numbers of an image become larger or smaller.</param>
public sealed record ImageVariation(int Shift, bool Flip, double Brightness)
{
    /// <summary>Whether anything is varied.</summary>
    public bool Varies => Shift > 0 || Flip || Brightness > 0;

    internal ImageView Draw(RandomStream random) => new(
        Offset(random), Offset(random), Flip && (random.NextUInt64() & 1) == 1, (float)(1 + Brightness * (2 * random.NextDouble() - 1)));

    private int Offset(RandomStream random) => random.NextInt(2 * Shift + 1) - Shift;
}

/// <summary>One variation of an image.</summary>
/// <param name="Down">Pixels by which it is moved up: what is read of it lies further down.</param>
/// <param name="Across">Pixels by which it is moved to the left.</param>
/// <param name="Flipped">Whether it is mirrored before.</param>
/// <param name="Brightness">What its numbers are multiplied by.</param>
internal readonly record struct ImageView(int Down, int Across, bool Flipped, float Brightness);
