using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class ImtlTests
{
    /// <summary>Of gradients that depend on one another LibMTL inverts a singular matrix, and its numbers there are those of rounding; <c>ImtlGTests</c> has such gradients.</summary>
    [Fact]
    public void Its_first_step_is_LibMTLs_for_gradients_of_full_rank() =>
        References.Compare([.. ReferenceVector.Of("LibMTL", "IMTL").Where(vector => !vector.RankDeficient)], _ => new Imtl());

    [Fact]
    public void Factors_bring_the_losses_to_1()
    {
        var method = (Weighting)new Imtl().Create(Steps.Problem(2));
        var step = new BalancingStep(2);
        for (var n = 0; n < 2000; n++)
        {
            Steps.Begin(step, [4, 0.1], SquareMatrix.Of([[1, 0.2], [0.2, 9]]), number: n);
            Steps.Weights(method, step);
        }
        Assert.Equal(0.25, step.OwnWeights[0], 0.25 * 0.03); // Adam ends within its rate
        Assert.Equal(10, step.OwnWeights[1], 10 * 0.03);
    }

    [Fact]
    public void Shared_parameters_feel_the_factors_and_the_impartial_weights()
    {
        var method = (Weighting)new Imtl().Create(Steps.Problem(2));
        method.Memory.Single(memory => memory.Name == "logs").Numbers[1] = Math.Log(2);
        var step = Steps.Step([1, 1], SquareMatrix.Of([[1, 0], [0, 1]]));
        var weights = Steps.Weights(method, step);
        Assert.Equal([1, 2], step.OwnWeights.ToArray().Select(weight => Math.Round(weight, 14)));
        Assert.Equal(2 / 3.0, weights[0], 1e-14); // IMTL-G of lengths 1 and 2 gives 2/3 and 1/3, times the factors
        Assert.Equal(2 / 3.0, weights[1], 1e-14);
    }

    [Fact]
    public void A_task_without_a_label_keeps_its_factor_and_memory_is_all_there_is()
    {
        var method = (Weighting)new Imtl().Create(Steps.Problem(3));
        var copy = (Weighting)new Imtl().Create(Steps.Problem(3));
        var step = new BalancingStep(3);
        Steps.Begin(step, [3, 2, 1], SquareMatrix.Of([[1, 0, 0], [0, 1, 0], [0, 0, 1]]));
        Steps.Weights(method, step);
        var before = method.Memory.Select(memory => memory.Numbers[1]).ToArray();
        Steps.Begin(step, [3, double.NaN, 1], SquareMatrix.Of([[1, 0], [0, 1]]));
        Steps.Weights(method, step);
        Assert.Equal(before, method.Memory.Select(memory => memory.Numbers[1]));
        foreach (var ((_, from), (_, to)) in method.Memory.Zip(copy.Memory)) from.CopyTo(to, 0);
        for (var n = 0; n < 3; n++)
        {
            Steps.Begin(step, [3, 1 + n, 1], SquareMatrix.Of([[1, 0.1, 0], [0.1, 1, 0], [0, 0, 1]]));
            Assert.Equal(Steps.Weights(method, step), Steps.Weights(copy, step));
        }
    }

    [Fact]
    public void A_negative_loss_is_refused() => Assert.Equal(
        "balancing 'imtl': expected losses of at least 0, found -0.5 for task 'b'. Use imtl_g, which does not look at losses.",
        Assert.Throws<TrainingException>(() => Steps.Weights(new Imtl(), [1, -0.5], SquareMatrix.Of([[1, 0], [0, 1]]))).Message);
}
