using CsCheck;
using Polytask.Balancing;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class ImpartialWeightsTests
{
    [Fact]
    public void Projections_are_equal_and_not_negative_and_weights_add_up_to_1_or_minus_1() => Jacobians.Independent.ForAll(jacobian =>
    {
        var (weights, said) = Find(jacobian);
        Assert.Equal(said.Count == 0 ? 1 : -1, weights.Sum(), 1e-9 * weights.Sum(Math.Abs)); // Sums of signed numbers.
        var direction = Jacobians.Combine(jacobian, weights);
        double[] projections = [.. jacobian.Select(row => Directions.Dot(row, direction) / Directions.Length(row))];
        // The condition of the cosines.
        Assert.All(projections, projection => Assert.Equal(projections[0], projection, 1e-6 * weights.Sum(Math.Abs) * jacobian.Max(Directions.Length)));
        Assert.True(projections[0] > -1e-9);
    });

    [Fact]
    public void Where_gradients_cancel_out_all_weights_are_0_and_the_user_is_told()
    {
        var (weights, said) = Find([[1, 2], [-1, -2]]);
        Assert.Equal([0, 0], weights);
        Assert.StartsWith("balancing 'a_kind': the tasks' gradients cancel out", Assert.Single(said), StringComparison.Ordinal);
    }

    private static (double[] Weights, List<string> Said) Find(double[][] jacobian)
    {
        List<string> said = [];
        var step = Steps.Step([.. jacobian.Select(_ => 1.0)], Steps.Gramian(jacobian), say: said.Add);
        var weights = new double[jacobian.Length];
        new ImpartialWeights("a_kind", jacobian.Length).Find(step, step.Gramian, weights);
        return (weights, said);
    }
}
