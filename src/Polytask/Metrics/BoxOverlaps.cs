using Polytask.Numerics;

namespace Polytask.Metrics;

/// <summary>How much predicted boxes and true ones overlap.</summary>
public sealed class BoxOverlaps : Accumulator
{
    private const double Found = 0.5;
    private double _weight, _overlap, _found;

    /// <summary>The mean of intersection over union.</summary>
    public double Mean => _overlap / _weight;

    /// <summary>The share of rows of which it is at least 0.5.</summary>
    public double FoundShare => _found / _weight;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        var overlap = Boxes.IntersectionOverUnion([prediction[0], prediction[1], prediction[2], prediction[3]], [target[0], target[1], target[2], target[3]]);
        _weight += weight;
        _overlap += weight * overlap;
        if (overlap >= Found) _found += weight;
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var overlaps = (BoxOverlaps)other;
        _weight += overlaps._weight;
        _overlap += overlaps._overlap;
        _found += overlaps._found;
    }

    /// <inheritdoc/>
    public override void Clear() => (_weight, _overlap, _found) = (0, 0, 0);
}
