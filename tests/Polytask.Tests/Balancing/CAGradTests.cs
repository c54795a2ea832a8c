using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class CAGradTests
{
    // The libraries start from the mean.
    [Fact]
    public void It_is_TorchJDs()
    {
        References.Compare([.. ReferenceVector.Of("torchjd", "CAGrad", "run").Where(vector => vector.Parameter("c") < 1)], vector => new CAGrad { Radius = vector.Parameter("c") }, References.Factor);
        References.Compare(ReferenceVector.Of("torchjd", "CAGrad", "test"), vector => new CAGrad { Radius = vector.Parameter("c") }, References.Factor);
    }

    [Fact]
    public void It_is_LibMTLs_where_LibMTL_converges() => References.Compare(ReferenceVector.Of("LibMTL", "CAGrad"),
        vector => new CAGrad { Radius = vector.Parameter("calpha"), Rescale = (CAGradRescale)vector.Parameter("rescale") }, References.Factor);

    [Fact]
    public void No_direction_in_the_ball_has_a_larger_least_product() =>
        Gen.Select(Jacobians.WithDescent, Gen.Double[0, 0.99], Gen.Int[0, 1000]).ForAll((jacobian, radius, seed) =>
        {
            var gramian = Steps.Gramian(jacobian);
            double[] ones = [.. jacobian.Select(_ => 1.0)];
            var sum = Jacobians.Combine(jacobian, ones);
            var weights = Steps.Weights(new CAGrad { Radius = radius }, ones, gramian);
            var r = radius * Jacobians.Length(sum);
            var least = Jacobians.Products(gramian, weights).Min();
            var sizes = Jacobians.Magnitudes(gramian, weights);
            // Weak duality: min over the simplex of g_w·g_0 + r‖g_w‖ is never below the primal; at the multipliers they meet.
            var multipliers = weights.Select(weight => weight - 1).ToArray();
            var total = multipliers.Sum();
            if (total > 1e-12)
            {
                var combined = Jacobians.Combine(jacobian, [.. multipliers.Select(y => y / total)]);
                Assert.Equal(least, combined.Zip(sum, (x, y) => x * y).Sum() + r * Jacobians.Length(combined), 1e-9 * sizes.Max());
            }
            var random = new RandomStream(seed, "simplex");
            for (var n = 0; n < 20; n++)
            {
                var w = jacobian.Select(_ => -Math.Log(1 - random.NextDouble())).ToArray();
                var combined = Jacobians.Combine(jacobian, [.. w.Select(x => x / w.Sum())]);
                Assert.True(combined.Zip(sum, (x, y) => x * y).Sum() + r * Jacobians.Length(combined) >= least - 1e-10 * sizes.Max());
            }
        });

    [Fact]
    public void The_direction_stays_in_the_ball_and_hurts_no_task_more_than_the_sum_does() =>
        Gen.Select(Jacobians.Any, Gen.Double[0, 0.99]).ForAll((jacobian, radius) =>
        {
            var gramian = Steps.Gramian(jacobian);
            double[] ones = [.. jacobian.Select(_ => 1.0)];
            var weights = Steps.Weights(new CAGrad { Radius = radius }, ones, gramian);
            var length = Jacobians.Length(Jacobians.Combine(jacobian, ones));
            var moved = Jacobians.Length(Jacobians.Combine(jacobian, [.. weights.Select(weight => weight - 1)]));
            Assert.True(moved <= radius * length + 1e-9 * (length + Jacobians.Magnitudes(gramian, weights).Max() / Math.Sqrt(gramian.Trace())));
            Assert.True(Jacobians.Products(gramian, weights).Min() >= Jacobians.Products(gramian, ones).Min() - 1e-6 * Jacobians.Magnitudes(gramian, weights).Max());
        });

    [Fact]
    public void Radius_0_is_the_sum() => Assert.Equal([1, 1], Steps.Weights(new CAGrad { Radius = 0 }, [1, 1], SquareMatrix.Of([[1, -0.5], [-0.5, 9]])));

    [Theory]
    [InlineData(CAGradRescale.None, 1.5)]
    [InlineData(CAGradRescale.Squared, 1.2)]
    [InlineData(CAGradRescale.Linear, 1)]
    public void One_task_gets_the_longest_step_of_the_ball(CAGradRescale rescale, double expected) =>
        Assert.Equal(expected, Steps.Weights(new CAGrad { Radius = 0.5, Rescale = rescale }, [1], SquareMatrix.Of([[4]]))[0], 1e-14);

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    public void Where_gradients_cancel_out_the_nearest_direction_that_hurts_none_is_taken_and_said(double second)
    {
        var said = new List<string>();
        double[][] jacobian = [[1, 2, -1], [second, 2 * second, -second], [0, 1, 2]];
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights((Weighting)new CAGrad { Radius = 0.9 }.Create(Steps.Problem(3)), Steps.Step([1, 1, 1], gramian, say: said.Add));
        Assert.Single(said);
        Assert.All(Jacobians.Products(gramian, weights), product => Assert.True(product >= -1e-12));
    }
}
