using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class GuidedHullTests
{
    // Steps of two weights converge geometrically, but slowly where many vectors surround 0; then they end after 1000 per vector.
    private const double Rest = 1e-6;

    [Fact]
    public void Solutions_meet_their_optimality_conditions() => Gen.Select(Gen.Int[1, 8], Gen.Int[1, 6], Gen.Double[0, 5], Gen.Int[0, 1000]).ForAll((vectors, width, reward, seed) =>
    {
        var random = new RandomStream(seed, "hull");
        double[] Normal() => [.. Enumerable.Range(0, width).Select(_ => random.NextNormal())];
        double[][] rows = [.. Enumerable.Range(0, vectors).Select(_ => Normal())];
        if (seed % 4 == 0) rows[^1] = rows[0];
        var (h, weights) = (Normal(), new double[vectors]);
        var (along, square) = (rows.Select(row => Dot(row, h)).ToArray(), Dot(h, h));
        var ray = new GuidedHull(8).Solve(Steps.Gramian(rows), along, square, reward, weights);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        Assert.Equal(1, weights.Sum(), 1e-12);
        var sum = Enumerable.Range(0, width).Select(i => rows.Zip(weights, (row, weight) => weight * row[i]).Sum() + ray * h[i]).ToArray();
        // By ν: the derivative ⟨sum, h⟩ − c is 0, or ν is 0 and it is not below.
        Assert.True(ray >= 0 && Dot(sum, h) - reward >= -Rest);
        Assert.Equal(0, ray * (Dot(sum, h) - reward), Rest * Math.Max(1, ray));
        // By w: every vector goes along the sum at least as far as their combination.
        var slopes = rows.Select(row => Dot(row, sum)).ToArray();
        Assert.All(slopes, slope => Assert.True(slope >= slopes.Zip(weights, (s, weight) => s * weight).Sum() - Rest));
    }, iter: 400);

    [Fact]
    public void Without_a_direction_it_is_the_point_nearest_to_0()
    {
        var weights = new double[2];
        Assert.Equal(0, new GuidedHull(2).Solve(SquareMatrix.Of([[18, -22], [-22, 38]]), [0, 0], 0, 0, weights));
        Assert.Equal([0.6, 0.4], weights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void Vectors_of_length_0_are_as_good_as_any()
    {
        var weights = new double[2];
        new GuidedHull(2).Solve(SquareMatrix.Of([[0, 0], [0, 0]]), [0, 0], 1, 1, weights);
        Assert.Equal([0.5, 0.5], weights);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
