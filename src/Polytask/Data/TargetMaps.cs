namespace Polytask.Data;

/// <summary>How a label of every pixel lies: one map after another; <see cref="float.NaN"/> where a pixel has none.</summary>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Numbers in each row of a map.</param>
/// <param name="PointAcross">Whether the first map holds the part of a direction that points to the right: it changes its sign where the image is mirrored.</param>
public sealed record TargetMaps(int Height, int Width, bool PointAcross = false)
{
    /// <summary>Moves a label as its image is. Pixels that come in have no label.</summary>
    internal void Move(ReadOnlySpan<float> label, ImageView view, Span<float> moved)
    {
        for (var line = 0; line < label.Length / Width; line++)
        {
            var from = line % Height + view.Down;
            var to = moved.Slice(line * Width, Width);
            to.Fill(float.NaN);
            if (from < 0 || from >= Height) continue;
            var source = label.Slice((line - line % Height + from) * Width, Width);
            var sign = PointAcross && view.Flipped && line < Height ? -1 : 1;
            for (var x = Math.Max(0, -view.Across); x < Math.Min(Width, Width - view.Across); x++)
                to[x] = sign * source[view.Flipped ? Width - 1 - (x + view.Across) : x + view.Across];
        }
    }

    /// <summary>Whether no pixel has a label.</summary>
    internal static bool IsEmpty(ReadOnlySpan<float> label)
    {
        foreach (var value in label)
            if (!float.IsNaN(value)) return false;
        return true;
    }
}
