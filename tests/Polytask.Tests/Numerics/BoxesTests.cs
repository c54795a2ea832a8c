using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class BoxesTests
{
    /// <summary>By hand: boxes of 4 and 4 that share 1 are 7 together; beside each other they share nothing.</summary>
    [Fact]
    public void Values_by_hand()
    {
        Assert.Equal(1, Boxes.Intersection([0, 0, 2, 2], [1, 1, 3, 3]));
        Assert.Equal(1 / 7.0, Boxes.IntersectionOverUnion([0, 0, 2, 2], [1, 1, 3, 3]), 1e-15);
        Assert.Equal(0, Boxes.IntersectionOverUnion([0, 0, 1, 1], [2, 0, 3, 1]));
        Assert.Equal(0, Boxes.IntersectionOverUnion([0, 0, 1, 1], [0, 2, 1, 3]));
        Assert.Equal(6, Boxes.Area([1, 0, 3, 3]));
    }
}
