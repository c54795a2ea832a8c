namespace Polytask.Cli.Toys;

/// <summary>A point of the plane.</summary>
internal readonly record struct Point(double X, double Y)
{
    public double DistanceTo(Point other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));

    /// <summary>The distance to the nearest point between two others.</summary>
    public double DistanceToSegment(Point from, Point to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var square = dx * dx + dy * dy;
        var share = square > 0 ? Math.Clamp(((X - from.X) * dx + (Y - from.Y) * dy) / square, 0, 1) : 0;
        return DistanceTo(new(from.X + share * dx, from.Y + share * dy));
    }
}
