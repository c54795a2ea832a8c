using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class HyperVolumeTests
{
    // Sums and differences of at most a few dozen products of numbers below 1.
    private const double Tolerance = 1e-12;

    [Fact]
    public void Of_one_point_it_is_a_box() => Assert.Equal(2 * 3 * 4, HyperVolume.Of([[3, 5, 7]], [1, 2, 3]), Tolerance);

    [Fact]
    public void Two_steps_of_a_staircase() => Assert.Equal(2 + 2 - 1, HyperVolume.Of([[2, 1], [1, 2]], [0, 0]), Tolerance);

    [Fact]
    public void It_is_the_share_of_the_cells_of_a_grid_that_are_covered() =>
        (from size in Gen.Int[1, 4]
         from count in Gen.Int[1, 6]
         from numbers in Gen.Int[0, 4].Array[size * count]
         select numbers.Chunk(size).ToArray()).ForAll(points =>
        {
            // With whole coordinates the volume is the number of unit cells below one of the points.
            var size = points[0].Length;
            var cells = Enumerable.Range(0, (int)Math.Pow(4, size)).Count(cell => points.Any(point => Enumerable.Range(0, size).All(i => cell / (int)Math.Pow(4, i) % 4 < point[i])));
            Assert.Equal(cells, HyperVolume.Of([.. points.Select(point => point.Select(x => (double)x).ToArray())], new double[size]), Tolerance * (1 + cells));
        });

    [Fact]
    public void Points_below_others_and_twins_are_not_in_front() =>
        Assert.Equal([[2, 1], [1, 2]], HyperVolume.Front([[1, 1], [2, 1], [1, 2], [2, 1], [0, 2]]));
}
