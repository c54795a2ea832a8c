using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class AffineTests
{
    // Products and sums of numbers around 10, in double.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(0, 1, 0, 0, false, 1, 2, 1, 2)]
    [InlineData(0, 1, 1, -2, false, 1, 2, 2, 0)]
    [InlineData(0, 1, 1, -2, true, 1, 2, 2, 4)]
    [InlineData(90, 1, 0, 0, false, 0, 2, 1, 1)]
    [InlineData(180, 1, 0, 0, false, 0, 0, 2, 4)]
    [InlineData(0, 0.5, 0, 0, false, 0, 0, 0.5, 1)]
    [InlineData(0, 0.5, 0.5, 1, false, 2, 4, 2, 4)]
    public void Pixels_come_from_where_they_are_moved_from(double degrees, double share, double down, double across, bool mirrored, int y, int x, double fromY, double fromX)
    {
        var (foundY, foundX) = new Affine(3, 5, degrees, share, down, across, mirrored).Source(y, x, 3, 5);
        Assert.Equal(fromY, foundY, Tolerance);
        Assert.Equal(fromX, foundX, Tolerance);
    }

    [Fact]
    public void Smaller_maps_beside_an_image_are_read_at_the_same_places()
    {
        var affine = new Affine(12, 20, 30, 0.8, 2, -3, mirrored: true);
        // The middle of a number of the map is the middle of 4 × 4 pixels.
        var (down, across) = affine.Source(1, 3, 3, 5);
        double[] all = [.. from y in Enumerable.Range(4, 4) from x in Enumerable.Range(12, 4) select affine.Source(y, x, 12, 20).Down];
        double[] sides = [.. from y in Enumerable.Range(4, 4) from x in Enumerable.Range(12, 4) select affine.Source(y, x, 12, 20).Across];
        Assert.Equal(all.Average(), 4 * down + 1.5, Tolerance);
        Assert.Equal(sides.Average(), 4 * across + 1.5, Tolerance);
    }
}
