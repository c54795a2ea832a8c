using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class DualProjTests
{
    [Fact]
    public void It_is_TorchJDs_with_its_regularisation()
    {
        References.Compare(ReferenceVector.Of("torchjd", "DualProj", "run"), vector => new DualProj { Preference = References.Preference(vector), Regularisation = vector.Parameter("reg_eps") }, References.Factor);
        References.Compare(ReferenceVector.Of("torchjd", "DualProj", "test"), _ => new DualProj { Regularisation = 1e-4 }, References.Factor);
    }

    [Fact]
    public void It_is_the_nearest_direction_to_the_sum_that_conflicts_with_no_task() => Jacobians.Any.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new DualProj(), new double[jacobian.Length], gramian);
        var (products, sizes) = (Jacobians.Products(gramian, weights), Jacobians.Magnitudes(gramian, weights));
        var sum = Jacobians.Length(Jacobians.Combine(jacobian, [.. weights.Select(_ => 1.0)]));
        for (var i = 0; i < weights.Length; i++)
        {
            var rounding = 1e-10 * sizes[i] + 1e-6 * sum * Math.Sqrt(gramian[i, i]); // rows within 1e-6 of others' span count as in it
            Assert.True(weights[i] >= 1 - 1e-15 && products[i] >= -rounding);
            if (weights[i] > 1 + 1e-12) Assert.Equal(0, products[i], rounding);
        }
    });

    [Fact]
    public void Preferences_have_a_mean_of_1_among_the_tasks_of_the_step()
    {
        var method = (Weighting)new DualProj { Preference = new Dictionary<string, double> { ["a"] = 3 } }.Create(Steps.Problem(3));
        var step = new BalancingStep(3);
        Steps.Begin(step, [1, double.NaN, 1], SquareMatrix.Of([[1, 0], [0, 1]]));
        Assert.Equal([1.5, 0.5], Steps.Weights(method, step));
    }

    [Fact]
    public void An_unknown_task_is_refused() => Assert.StartsWith("balancing.preference.x: expected one of the tasks a, b, found",
        Assert.Throws<ConfigurationException>(() => new DualProj { Preference = new Dictionary<string, double> { ["x"] = 3 } }.Create(Steps.Problem(2))).Message, StringComparison.Ordinal);
}
