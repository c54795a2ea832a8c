namespace Polytask.Numerics;

/// <summary>What two boxes have in common; each is left, top, right and bottom, in this order, [4].</summary>
internal static class Boxes
{
    /// <summary>The area of both.</summary>
    public static double Intersection(ReadOnlySpan<double> one, ReadOnlySpan<double> other) =>
        Math.Max(0, Math.Min(one[2], other[2]) - Math.Max(one[0], other[0])) * Math.Max(0, Math.Min(one[3], other[3]) - Math.Max(one[1], other[1]));

    /// <summary>The area of both over that of either, in [0, 1]; one has an area of more than 0.</summary>
    public static double IntersectionOverUnion(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var intersection = Intersection(one, other);
        return intersection / (Area(one) + Area(other) - intersection);
    }

    /// <summary>The area.</summary>
    public static double Area(ReadOnlySpan<double> box) => (box[2] - box[0]) * (box[3] - box[1]);
}
