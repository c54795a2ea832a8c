using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class ImtlGTests
{
    [Fact]
    public void It_is_TorchJDs_for_gradients_of_full_rank()
    {
        // Of dependent gradients TorchJD inverts the Gramian itself, so that the result depends on the scales of the losses: see below.
        References.Compare(ReferenceVector.Of("torchjd", "IMTLG"), _ => new ImtlG(), skip: vector => vector.RankDeficient);
    }

    [Fact]
    public void Two_tasks_are_weighted_by_the_length_of_the_other() => Gen.Select(Gen.Double[-0.999, 0.999], Gen.Double[1e-5, 1e5]).ForAll((cosine, length) =>
    {
        var weights = Steps.Weights(new ImtlG(), [1, 1], SquareMatrix.Of([[1, cosine * length], [cosine * length, length * length]]));
        Assert.Equal(length / (1 + length), weights[0], 1e-12);
        Assert.Equal(1 / (1 + length), weights[1], 1e-12);
    });

    [Fact]
    public void Projections_are_equal() => Jacobians.Independent.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new ImtlG(), new double[jacobian.Length], gramian);
        var projections = Jacobians.Products(gramian, weights).Select((product, i) => product / Math.Sqrt(gramian[i, i])).ToArray();
        Assert.Equal(1, Math.Abs(weights.Sum()), 1e-9);
        Assert.All(projections, projection => Assert.Equal(1, projection / projections[0], 1e-8));
        Assert.True(projections[0] > 0);
    });

    [Fact]
    public void Of_dependent_gradients_the_direction_does_not_depend_on_scales() => Gen.Select(Jacobians.WithDescent, Gen.Double[0.1, 10].Array[8]).ForAll((jacobian, factors) =>
    {
        var scaled = jacobian.Select((row, i) => row.Select(x => x * factors[i]).ToArray()).ToArray();
        var (one, other) = (Unit(jacobian), Unit(scaled));
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-6)); // eigenvalues below 1e-12 count as 0
    });

    [Fact]
    public void Duplicates_change_nothing_but_the_weights()
    {
        // LibMTL fails here: it inverts a matrix of differences.
        double[][] jacobian = [[1, -1, 2], [1, -1, 2], [-1, 2, 0.5]];
        var direction = Unit(jacobian);
        Assert.All(Unit([jacobian[0], jacobian[2]]).Zip(direction), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Opposite_gradients_have_no_direction_and_it_is_said()
    {
        var said = new List<string>();
        Assert.Equal([0, 0], Steps.Weights((Weighting)new ImtlG().Create(Steps.Problem(2)), Steps.Step([1, 1], Steps.Gramian([[1, 2], [-2, -4]]), say: said.Add)));
        Assert.Contains("'imtl_g'", Assert.Single(said), StringComparison.Ordinal);
    }

    private static double[] Unit(double[][] jacobian)
    {
        var direction = Jacobians.Combine(jacobian, Steps.Weights(new ImtlG(), new double[jacobian.Length], Steps.Gramian(jacobian)));
        return [.. direction.Select(x => x / Jacobians.Length(direction))];
    }
}
