using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class FastAdaptiveBalancingTests
{
    private static readonly FastAdaptiveBalancing Published = new() { Sum = WeightSum.One };

    [Fact]
    public void It_is_LibMTLs() => LossMethods.MakeTheVectors(ReferenceVector.Of("LibMTL", "FAMO", "run"), vector => Steps.Weights(Published, vector.Losses));

    [Fact]
    public void It_learns_as_LibMTLs()
    {
        var vector = Assert.Single(ReferenceVector.Of("LibMTL", "FAMO", "sequence"));
        var method = LossMethods.Create(Published with { LearningRate = vector.Parameter("FAMO_w_lr"), Decay = vector.Parameter("FAMO_w_gamma") }, 3);
        var matrices = vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!;
        var losses = vector.Input.GetProperty("losses_sequence").Deserialize<double[][]>()!;
        for (var number = 0; number < losses.Length; number++)
        {
            var expected = vector.Expected.GetProperty("sequence")[number];
            var step = LossMethods.Step(losses[number]);
            LossMethods.Close(Array(expected, "grad"), LossMethods.Direction(matrices[number], Steps.Weights(method, step)), vector.Tolerance, $"step {number}");
            method.Learn(step, Array(expected, "new_losses"));
            LossMethods.Close(Array(expected, "w_after"), LossMethods.Memory(method, "logit"), vector.Tolerance, $"step {number}");
        }
    }

    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.FAMO").Where(vector => vector.Kind != "sequence"))
            LossMethods.Close(vector.Numbers("grad_wrt_losses"), Steps.Weights(Published, vector.Losses), vector.Tolerance, vector.Id);
    }

    [Fact]
    public void It_learns_as_TorchJDs()
    {
        var vector = Assert.Single(ReferenceVector.Of("torchjd", "Scalarizer.FAMO", "sequence"));
        var method = LossMethods.Create(Published with { LearningRate = vector.Parameter("lr"), Decay = vector.Parameter("weight_decay") }, 3);
        var pairs = vector.Input.GetProperty("loss_pairs_before_after").Deserialize<double[][][]>()!;
        for (var number = 0; number < pairs.Length; number++)
        {
            var step = LossMethods.Step(pairs[number][0]);
            Steps.Weights(method, step);
            method.Learn(step, pairs[number][1]);
            LossMethods.Close(Array(vector.Expected.GetProperty("sequence")[number], "w_after"), LossMethods.Memory(method, "logit"), vector.Tolerance, $"step {number}");
        }
    }

    [Fact]
    public void It_asks_for_the_losses_after_the_update() => Assert.Equal(Needs.LossesAfter, Published.Create(Steps.Problem(2)).Needs);

    [Fact]
    public void The_sum_is_that_of_equal_weights_by_default() => Gen.Double[0.1, 10].Array[3].ForAll(losses =>
        Assert.Equal(3, Steps.Weights(new FastAdaptiveBalancing(), losses).Sum(), 1e-13)); // Rounding.

    [Fact]
    public void The_task_whose_loss_falls_least_gains_weight()
    {
        var method = LossMethods.Create(Published, 2);
        for (var number = 0; number < 10; number++)
        {
            var step = LossMethods.Step([1, 1]);
            Steps.Weights(method, step);
            method.Learn(step, [0.5, 0.9]);
        }
        Assert.True(LossMethods.Weigh(method, [1, 1]) is [< 0.45, > 0.55]);
    }

    [Fact]
    public void A_step_of_one_task_teaches_nothing()
    {
        var method = LossMethods.Create(Published, 2);
        LossMethods.WeighAndLearn(method, [1, 2]);
        var before = method.Memory.Select(memory => memory.Numbers.ToArray()).ToArray();
        Assert.Equal([1], LossMethods.WeighAndLearn(method, [0.5, double.NaN], number: 1));
        Assert.Equal(before, method.Memory.Select(memory => memory.Numbers));
    }

    [Fact]
    public void Losses_count_from_their_least_value()
    {
        var options = Published with { Least = new Dictionary<string, double> { ["a"] = -2 } };
        LossMethods.Close([0.25, 0.75], Steps.Weights(options, [1, 1]), 1e-8); // ε.
    }

    [Fact]
    public void Losses_of_0_have_finite_weights()
    {
        var step = LossMethods.Step([0, 1]);
        var method = LossMethods.Create(Published, 2);
        Assert.All(Steps.Weights(method, step), weight => Assert.True(double.IsFinite(weight)));
        method.Learn(step, [0, 0]);
        Assert.All(LossMethods.Memory(method, "logit"), logit => Assert.True(double.IsFinite(logit)));
    }

    [Fact]
    public void Losses_below_their_least_value_are_an_error()
    {
        var error = Assert.Throws<TrainingException>(() => Steps.Weights(Published, [1, -0.5]));
        Assert.StartsWith("balancing 'famo': expected losses of at least 0, found -0.5 for task 'b'. ", error.Message, StringComparison.Ordinal);
        var step = LossMethods.Step([1, 1]);
        Assert.Throws<TrainingException>(() => LossMethods.Create(Published, 2).Learn(step, [1, -0.5]));
    }

    [Fact]
    public void A_least_value_that_is_no_number_is_an_error() =>
        Assert.Throws<ConfigurationException>(() => (Published with { Least = LossMethods.Named([double.NaN]) }).Create(Steps.Problem(1)));

    private static double[] Array(JsonElement step, string name) => step.GetProperty(name).Deserialize<double[]>()!;
}
