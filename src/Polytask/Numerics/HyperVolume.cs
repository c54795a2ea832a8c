namespace Polytask.Numerics;

/// <summary>The volume of all that a set of points is better than, above a reference point; more is better in every coordinate.</summary>
/// <remarks>
/// While, Bradstreet, Barone, A Fast Way of Calculating Exact Hypervolumes, IEEE Transactions on Evolutionary Computation 16, 2012: a point after another, each counted by what only
/// it is better than among those after it. Exact; the time can double with every point, whatever the number of coordinates.
/// </remarks>
public static class HyperVolume
{
    /// <summary>The volume.</summary>
    /// <param name="points">The points, all of the length of the reference.</param>
    /// <param name="reference">The reference; points that are not above it in every coordinate count nothing.</param>
    public static double Of(IReadOnlyList<double[]> points, double[] reference) =>
        Volume(Front([.. points.Where(point => point.Zip(reference, (p, r) => p > r).All(above => above))]), reference);

    /// <summary>The points that no other is at least as good as in every coordinate; of equal ones, the first.</summary>
    public static IReadOnlyList<double[]> Front(IReadOnlyList<double[]> points) =>
        [.. points.Where((point, i) => !points.Index().Any(other => other.Index != i && Covers(other.Item, point) && (other.Index < i || !Covers(point, other.Item))))];

    private static bool Covers(double[] one, double[] other) => one.Zip(other, (a, b) => a >= b).All(better => better);

    private static double Volume(IReadOnlyList<double[]> front, double[] reference) => front.Select((point, i) =>
    {
        var rest = front.Skip(i + 1).Select(other => other.Zip(point, Math.Min).ToArray()).ToArray();
        return point.Zip(reference, (p, r) => p - r).Aggregate(1.0, (product, side) => product * side) - Volume(Front(rest), reference);
    }).Sum();
}
