using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class BoxOverlapsTests
{
    [Fact]
    public void Means_are_weighted_and_merge()
    {
        var (overlaps, other) = (new BoxOverlaps(), new BoxOverlaps());
        overlaps.Add([0, 0, 0.5f, 0.5f], [0, 0, 0.5f, 0.5f], 1);
        other.Add([0, 0, 0.5f, 0.5f], [0.25f, 0.25f, 0.75f, 0.75f], 2); // 1 of 7
        other.Add([0, 0, 0.5f, 0.5f], [0, 0, 0.5f, 1], 1); // half
        overlaps.Merge(other);
        Assert.Equal((1 + 2 / 7.0 + 0.5) / 4, new MeanBoxIou(overlaps).Value, 1e-12);
        Assert.Equal(0.5, new BoxesFound(overlaps).Value);
        overlaps.Clear();
        Assert.True(double.IsNaN(new MeanBoxIou(overlaps).Value));
    }
}
