using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;
using System.Text.Json;

namespace Polytask.Tests.Numerics;

public sealed class SimplexProjectionTests
{
    [Fact]
    public void The_nearest_point_has_one_threshold() => Gen.Double[-10, 10].Array[1, 12].ForAll(point =>
    {
        var projected = (double[])point.Clone();
        SimplexProjection.Project(projected);
        Assert.Equal(1, projected.Sum(), 1e-13); // 12 additions of numbers up to 20
        Assert.All(projected, x => Assert.InRange(x, 0, 1 + 1e-13));
        var threshold = point.Zip(projected).First(pair => pair.Second > 0) is var (from, to) ? from - to : 0;
        Assert.All(point.Zip(projected), pair => Assert.Equal(Math.Max(0, pair.First - threshold), pair.Second, 1e-13));
    });

    [Fact]
    public void Points_of_the_simplex_stay() => Gen.Double[0.01, 1].Array[1, 8].ForAll(numbers =>
    {
        var point = numbers.Select(x => x / numbers.Sum()).ToArray();
        var projected = (double[])point.Clone();
        SimplexProjection.Project(projected);
        Assert.All(point.Zip(projected), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    });

    [Fact]
    public void Huge_numbers_are_no_matter()
    {
        double[] point = [1e300, 1e300, -1e300];
        SimplexProjection.Project(point);
        Assert.Equal([0.5, 0.5, 0], point);
    }

    [Fact]
    public void It_is_that_of_torchjd()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "simplex_projection"))
        {
            var points = vector.Input.GetProperty("vectors").Deserialize<double[][]>()!;
            foreach (var (expected, point) in vector.Expected.GetProperty("vectors").Deserialize<double[][]>()!.Zip(points))
            {
                SimplexProjection.Project(point);
                Assert.All(expected.Zip(point), pair => Assert.Equal(pair.First, pair.Second, vector.Tolerance));
            }
        }
    }
}
