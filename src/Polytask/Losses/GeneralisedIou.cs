using Polytask.Numerics;

namespace Polytask.Losses;

/// <summary>
/// What two boxes lack to be one: 1 − IoU + (C − U) / C, where IoU is their intersection over their union U, and C the area of the smallest box around both. Boxes that do not meet are
/// drawn together, too.
/// </summary>
/// <remarks>Rezatofighi, Tsoi, Gwak, Sadeghian, Reid, Savarese, Generalized Intersection over Union: A Metric and a Loss for Bounding Box Regression, CVPR 2019.</remarks>
public static class GeneralisedIou
{
    /// <summary>The loss of one row, in [0, 2), and its gradient.</summary>
    /// <param name="box">Left, top, right and bottom, in this order, [4].</param>
    /// <param name="target">The same of the true box, whose area is more than 0, [4].</param>
    /// <param name="gradient">Receives the derivative with respect to the first box, [4].</param>
    public static double Loss(ReadOnlySpan<double> box, ReadOnlySpan<double> target, Span<double> gradient)
    {
        var intersection = Boxes.Intersection(box, target);
        double Side(ReadOnlySpan<double> of, int axis) => of[axis + 2] - of[axis];
        var union = Boxes.Area(box) + Boxes.Area(target) - intersection;
        Span<double> hull = [Math.Min(box[0], target[0]), Math.Min(box[1], target[1]), Math.Max(box[2], target[2]), Math.Max(box[3], target[3])];
        var around = Boxes.Area(hull);
        for (var edge = 0; edge < 4; edge++)
        {
            var (axis, outwards) = (edge % 2, edge < 2 ? -1 : 1);
            var isOuter = outwards * box[edge] > outwards * target[edge];
            var area = outwards * Side(box, 1 - axis);
            var common = intersection > 0 && !isOuter ? outwards * (Math.Min(box[3 - axis], target[3 - axis]) - Math.Max(box[1 - axis], target[1 - axis])) : 0;
            var hulls = isOuter ? outwards * Side(hull, 1 - axis) : 0;
            var united = area - common;
            gradient[edge] = -common / union + intersection / union * united / union - united / around + union / around * hulls / around;
        }
        return 2 - intersection / union - union / around;
    }
}
