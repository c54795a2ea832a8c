namespace Polytask.Data;

/// <summary>How a label of every pixel lies: one map after another; <see cref="float.NaN"/> where a pixel has none.</summary>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Numbers in each row of a map.</param>
/// <param name="AreDirections">Whether the first two maps are the parts of directions to the right and down: they turn with the image.</param>
public sealed record TargetMaps(int Height, int Width, bool AreDirections = false) : TargetGeometry
{
    /// <inheritdoc/>
    /// <remarks>Each pixel has the label of the nearest one that it comes from, and what comes in has none.</remarks>
    internal override void Move(ReadOnlySpan<float> label, Affine geometry, Span<float> moved)
    {
        var places = Height * Width;
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (down, across) = geometry.Source(y, x, Height, Width);
                var (row, column) = ((int)Math.Round(down), (int)Math.Round(across));
                var (to, from) = (y * Width + x, row < 0 || row >= Height || column < 0 || column >= Width ? -1 : row * Width + column);
                for (var map = 0; map < label.Length; map += places) moved[map + to] = from < 0 ? float.NaN : label[map + from];
                if (!AreDirections) continue;
                var turned = geometry.Turn(moved[places + to], moved[to]);
                (moved[to], moved[places + to]) = ((float)turned.Across, (float)turned.Down);
            }
    }
}
