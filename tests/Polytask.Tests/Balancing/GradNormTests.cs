using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class GradNormTests
{
    [Fact]
    public void The_gradient_of_the_weights_is_that_of_LibMTL()
    {
        // LibMTL learns s with w = m softmax(s). At equal weights the gradient of s is that of w less its mean.
        double[] first = [1, 2, 0.5, 3, 0.8];
        foreach (var vector in ReferenceVector.Of("LibMTL", "GradNorm", "run").Where(vector => !vector.Degenerate))
        {
            var (tasks, options) = (vector.Matrix.Length, new GradNorm { Alpha = vector.Parameter("alpha"), LearningRate = 1e-3 });
            var method = options.Create(Steps.Problem(tasks));
            first.AsSpan(0, tasks).CopyTo(Directions.Memory(method, "first_losses"));
            Assert.All(Steps.Weights((Weighting)method, Steps.Step(vector.Losses, Steps.Gramian(vector.Matrix))), weight => Assert.Equal(1, weight));

            double[] lengths = [.. vector.Matrix.Select(Directions.Length)];
            var centred = vector.Numbers("loss_scale_grad");
            var mean = ((double[])[lengths[0] - centred[0], -lengths[0] - centred[0]])
                .MinBy(mean => centred.Zip(lengths, (c, length) => Math.Abs(Math.Abs(c + mean) - length)).Max());
            double[] stepped = [.. centred.Select(c => 1 - options.LearningRate * (c + mean) / lengths.Average())];
            // Tolerance: the vectors have 12 digits.
            Directions.Close([.. stepped.Select(weight => weight * tasks / stepped.Sum())], Directions.Memory(method, "weights"), 1e-10);
        }
    }

    [Fact]
    public void Weights_add_up_to_the_number_of_tasks_and_count_for_own_parameters() =>
        Gen.Select(Gen.Double[-2, 2].Array[4].Array[3], Gen.Double[0.1, 3].Array[3]).ForAll((rows, losses) =>
        {
            var method = (Weighting)new GradNorm { LearningRate = 1 }.Create(Steps.Problem(3));
            for (var number = 0; number < 5; number++)
            {
                var step = Steps.Step([.. losses.Select(loss => loss / (1 + number))], Steps.Gramian(rows), number);
                var weights = Steps.Weights(method, step);
                Assert.All(weights, weight => Assert.True(weight > 0));
                Assert.Equal(3, weights.Sum(), 1e-12);
                Assert.Equal(weights, step.OwnWeights.ToArray());
            }
        });

    [Fact]
    public void Tasks_that_learn_alike_come_to_gradients_of_one_length()
    {
        var gramian = SquareMatrix.Of([[1, 0, 0], [0, 9, 0], [0, 0, 0.25]]);
        var method = (Weighting)new GradNorm { LearningRate = 1e-3 }.Create(Steps.Problem(3));
        double[] weights = [];
        for (var number = 0; number < 10_000; number++) weights = Steps.Weights(method, Steps.Step([1, 2, 3], gramian, number));
        // Steps of a fixed size go around the aim at a distance of that size: 1e-3 · 3 / mean length 1.5 for a weight near 0.3.
        Assert.Equal(weights[0], 3 * weights[1], 0.02);
        Assert.Equal(weights[0], 0.5 * weights[2], 0.02);
    }

    [Fact]
    public void A_task_that_has_learnt_less_gains_weight()
    {
        var method = (Weighting)new GradNorm().Create(Steps.Problem(2));
        var gramian = SquareMatrix.Of([[1, 0], [0, 1]]);
        Steps.Weights(method, Steps.Step([4, 4], gramian));
        Steps.Weights(method, Steps.Step([1, 4], gramian, 1));
        var weights = Steps.Weights(method, Steps.Step([1, 4], gramian, 2));
        Assert.Equal([0.975, 1.025], weights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void The_scale_of_the_gradients_does_not_matter() => Gen.Double[-2, 2].Array[4].Array[3].ForAll(rows =>
    {
        double[] Learnt(double scale)
        {
            var method = new GradNorm().Create(Steps.Problem(3));
            for (var number = 0; number < 2; number++) Directions.Of(method, [.. rows.Select(row => row.Select(x => scale * x).ToArray())], [1, 2, 3], number);
            return Directions.Memory(method, "weights");
        }

        // A power of two, so that there is no rounding to be blamed for the sign of a difference.
        Directions.Close(Learnt(1), Learnt(1024), 1e-12);
    });

    [Theory]
    [InlineData(-0.3)]
    [InlineData(0)]
    public void A_loss_without_ratio_is_an_error(double loss)
    {
        var error = Assert.Throws<TrainingException>(() => Steps.Weights(new GradNorm(), [1, loss], SquareMatrix.Of([[1, 0], [0, 1]])));
        Assert.StartsWith($"balancing 'gradnorm': expected losses above 0 to compare with the first one, found {loss} for task 'b'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_gradients_leave_the_weights_and_are_told()
    {
        List<string> said = [];
        var method = (Weighting)new GradNorm().Create(Steps.Problem(2));
        Assert.Equal([1, 1], Steps.Weights(method, Steps.Step([1, 2], SquareMatrix.Of([[0, 0], [0, 0]]), say: said.Add)));
        Assert.Equal([1, 1], Directions.Memory(method, "weights"));
        Assert.StartsWith("balancing 'gradnorm': all gradients were zero", Assert.Single(said), StringComparison.Ordinal);
    }
}
