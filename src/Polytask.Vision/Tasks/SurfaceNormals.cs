namespace Polytask.Vision.Tasks;

/// <summary>
/// The directions of surfaces in a depth map, towards the camera: that of the plane n·p = 1 with the least squared error over the points of a window around each pixel. Points whose depth
/// differs by more than a twentieth lie on another surface.
/// </summary>
/// <param name="height">The height of the map.</param>
/// <param name="width">Its width.</param>
/// <param name="focal">The camera's focal lengths across and down, in pixels.</param>
/// <param name="centre">Where its axis meets the image, in pixels.</param>
/// <param name="reach">How far the window reaches to each side, in pixels.</param>
internal sealed class SurfaceNormals(int height, int width, (double X, double Y) focal, (double X, double Y) centre, int reach)
{
    private const double OtherSurface = 0.05;
    private const int FewestPoints = 6;

    /// <summary>Finds them.</summary>
    /// <param name="depths">Along the camera's axis, <see cref="float.NaN"/> where there is none, [pixels].</param>
    /// <param name="normals">Receives three maps, to the right, down and forward, of length 1; <see cref="float.NaN"/> where too little is known, [3 × pixels].</param>
    public void Find(ReadOnlySpan<float> depths, Span<float> normals)
    {
        normals.Fill(float.NaN);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (!float.IsNaN(depths[y * width + x]) && Plane(depths, y, x) is { } normal)
                    (normals[y * width + x], normals[(height + y) * width + x], normals[(2 * height + y) * width + x]) = ((float)normal.X, (float)normal.Y, (float)normal.Z);
    }

    private (double X, double Y, double Z)? Plane(ReadOnlySpan<float> depths, int row, int column)
    {
        double depth = depths[row * width + column];
        var (xx, xy, xz, yy, yz, zz, sx, sy, sz, points) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0);
        for (var y = Math.Max(0, row - reach); y <= Math.Min(height - 1, row + reach); y++)
            for (var x = Math.Max(0, column - reach); x <= Math.Min(width - 1, column + reach); x++)
            {
                double z = depths[y * width + x];
                if (!(Math.Abs(z - depth) <= OtherSurface * depth)) continue;
                var (across, down) = ((x - centre.X) / focal.X * z, (y - centre.Y) / focal.Y * z);
                (xx, xy, xz, yy, yz, zz) = (xx + across * across, xy + across * down, xz + across * z, yy + down * down, yz + down * z, zz + z * z);
                (sx, sy, sz, points) = (sx + across, sy + down, sz + z, points + 1);
            }
        if (points < FewestPoints) return null;
        // n = M⁻¹ s by cofactors, up to its length and sign, for the symmetric M of the sums of products and the sums s.
        var (a, b, c) = (yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy);
        var (d, e, f) = (xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy);
        var (nx, ny, nz) = (a * sx + b * sy + c * sz, b * sx + d * sy + e * sz, c * sx + e * sy + f * sz);
        var length = Math.Sqrt(nx * nx + ny * ny + nz * nz);
        // Points on one line through the camera leave the plane open.
        if (!(length > 1e-12 * Math.Pow(zz, 2) * depth)) return null;
        var toCamera = nx * sx + ny * sy + nz * sz > 0 ? -1 / length : 1 / length;
        return (nx * toCamera, ny * toCamera, nz * toCamera);
    }
}
