namespace Polytask.Data;

/// <summary>A label that is a box: left, top, right and bottom in shares of the image.</summary>
public sealed record TargetBox : TargetGeometry
{
    // Of a box that is mostly cut off, little is known of the thing in it.
    private const double LeastVisible = 0.25;

    /// <inheritdoc/>
    /// <remarks>The box around the four corners where they are now, as far as it is in the image; there is none where less than a quarter of it is.</remarks>
    internal override void Move(ReadOnlySpan<float> label, Affine geometry, Span<float> moved)
    {
        var (left, top, right, bottom) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        for (var corner = 0; corner < 4; corner++)
        {
            var (down, across) = geometry.Destination(label[corner < 2 ? 1 : 3], label[corner % 2 == 0 ? 0 : 2]);
            (left, top, right, bottom) = (Math.Min(left, across), Math.Min(top, down), Math.Max(right, across), Math.Max(bottom, down));
        }
        var all = (right - left) * (bottom - top);
        (left, top, right, bottom) = (Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, 1), Math.Min(bottom, 1));
        if (right <= left || bottom <= top || (right - left) * (bottom - top) < LeastVisible * all) moved.Fill(float.NaN);
        else (moved[0], moved[1], moved[2], moved[3]) = ((float)left, (float)top, (float)right, (float)bottom);
    }
}
