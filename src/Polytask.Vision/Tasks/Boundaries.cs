namespace Polytask.Vision.Tasks;

/// <summary>Boundaries of classes.</summary>
internal static class Boundaries
{
    /// <summary>Finds the pixels beside, above or below which there is another class.</summary>
    /// <param name="classes">The class of every pixel, <see cref="float.NaN"/> where there is none.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="found">Receives 1 for a boundary, 0 for none, and <see cref="float.NaN"/> where there is no class.</param>
    public static void Find(ReadOnlySpan<float> classes, int width, Span<float> found)
    {
        for (var pixel = 0; pixel < classes.Length; pixel++)
        {
            if (float.IsNaN(classes[pixel]))
            {
                found[pixel] = float.NaN;
                continue;
            }
            var (x, other) = (pixel % width, false);
            if (x > 0) other |= Differs(classes[pixel], classes[pixel - 1]);
            if (x < width - 1) other |= Differs(classes[pixel], classes[pixel + 1]);
            if (pixel >= width) other |= Differs(classes[pixel], classes[pixel - width]);
            if (pixel < classes.Length - width) other |= Differs(classes[pixel], classes[pixel + width]);
            found[pixel] = other ? 1 : 0;
        }
    }

    private static bool Differs(float one, float other) => !float.IsNaN(other) && other != one;
}
