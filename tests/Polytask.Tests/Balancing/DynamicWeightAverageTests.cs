using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class DynamicWeightAverageTests
{
    /// <summary>The mean losses of the two epochs before that the vectors of LibMTL were made with.</summary>
    private static readonly double[] First = [1, 2, 0.5, 3, 0.8], Second = [0.9, 1.9, 0.4, 2.5, 0.85];

    [Fact]
    public void It_is_LibMTLs()
    {
        var vectors = ReferenceVector.Of("LibMTL", "DWA");
        LossMethods.MakeTheVectors(vectors, ThirdEpoch);
        foreach (var vector in vectors) LossMethods.Close(vector.Numbers("returned_weights"), ThirdEpoch(vector), vector.Tolerance, vector.Id);
    }

    [Fact]
    public void It_is_TorchJDs_from_epoch_to_epoch()
    {
        var vector = Assert.Single(ReferenceVector.Of("torchjd", "Scalarizer.DWA", "sequence"));
        var method = LossMethods.Create(new DynamicWeightAverage(), 3);
        var (epochs, expected) = (vector.Input.GetProperty("epoch_batches").Deserialize<double[][][]>()!, vector.Expected.GetProperty("sequence"));
        for (var epoch = 0; epoch < epochs.Length; epoch++)
            foreach (var losses in epochs[epoch])
                LossMethods.Close(expected[epoch].GetProperty("weights").Deserialize<double[]>()!, LossMethods.Weigh(method, losses, epoch), vector.Tolerance, $"epoch {epoch}");
    }

    [Fact]
    public void It_is_TorchJDs_own_test()
    {
        var vector = Assert.Single(ReferenceVector.Of("torchjd", "Scalarizer.DWA", "test"));
        var method = LossMethods.Create(new DynamicWeightAverage { Temperature = vector.Parameter("T") }, 2);
        var means = vector.Input.GetProperty("epoch_averages").Deserialize<double[][]>()!;
        for (var epoch = 0; epoch < 2; epoch++) LossMethods.Weigh(method, means[epoch], epoch);
        LossMethods.Close(vector.Numbers("weights"), LossMethods.Weigh(method, vector.Losses, 2), vector.Tolerance);
    }

    [Fact]
    public void Weights_add_up_to_the_number_of_tasks_and_follow_the_ratios() => Gen.Double[0.1, 10].Array[3].Array[3].ForAll(losses =>
    {
        var method = LossMethods.Create(new DynamicWeightAverage(), 3);
        for (var epoch = 0; epoch < 2; epoch++) LossMethods.Weigh(method, losses[epoch], epoch);
        var weights = LossMethods.Weigh(method, losses[2], epoch: 2);
        Assert.Equal(3, weights.Sum(), 1e-13); // Rounding.
        for (var i = 0; i < 3; i++)
            Assert.Equal((losses[1][i] / losses[0][i] - losses[1][0] / losses[0][0]) / 2, Math.Log(weights[i] / weights[0]), 1e-12); // Rounding of exponents up to 50.
    });

    /// <summary>Other implementations average windows of steps, or the epochs of all tasks.</summary>
    [Fact]
    public void An_epoch_without_labels_of_a_task_is_left_out_for_it()
    {
        var (method, without) = (LossMethods.Create(new DynamicWeightAverage(), 2), LossMethods.Create(new DynamicWeightAverage(), 2));
        foreach (var (epoch, loss) in new[] { (0, 1.0), (1, double.NaN), (2, 0.5) }) LossMethods.Weigh(method, [1, loss], epoch);
        foreach (var (epoch, loss) in new[] { (0, 1.0), (1, 0.5) }) LossMethods.Weigh(without, [1, loss], epoch);
        Assert.Equal(LossMethods.Weigh(without, [1, 1], 2), LossMethods.Weigh(method, [1, 1], 3));
    }

    [Fact]
    public void A_loss_that_was_0_has_no_ratio()
    {
        var method = LossMethods.Create(new DynamicWeightAverage(), 2);
        for (var epoch = 0; epoch < 2; epoch++) LossMethods.Weigh(method, [0, 1], epoch);
        Assert.Equal([1, 1], LossMethods.Weigh(method, [0, 1], 2));
    }

    [Fact]
    public void Losses_below_0_are_an_error() => LossMethods.RejectsLossesBelow0(new DynamicWeightAverage(), "dwa");

    private static double[] ThirdEpoch(ReferenceVector vector)
    {
        var tasks = vector.Losses.Length;
        var method = LossMethods.Create(new DynamicWeightAverage { Temperature = vector.Parameter("T") }, tasks);
        LossMethods.Weigh(method, First[..tasks], 0);
        LossMethods.Weigh(method, Second[..tasks], 1);
        return LossMethods.Weigh(method, vector.Losses, 2);
    }
}
