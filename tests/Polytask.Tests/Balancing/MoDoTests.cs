using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class MoDoTests
{
    [Fact]
    public void Weights_are_those_of_TorchJD()
    {
        var vector = ReferenceVector.Of("torchjd", "MoDo", "sequence").Single();
        var method = (Weighting)new MoDo { Gamma = vector.Parameter("gamma"), Rho = vector.Parameter("rho") }.Create(Steps.Problem(3));
        foreach (var (products, expected) in vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!.Zip(vector.Expected.GetProperty("weights_sequence").Deserialize<double[][]>()!))
            Directions.Close(expected, Steps.Weights(method, CrossStep(products)), vector.Tolerance);
    }

    [Fact]
    public void Weights_and_directions_are_those_of_LibMTL()
    {
        var vector = ReferenceVector.Of("LibMTL", "MoDo", "sequence").Single();
        var method = (Weighting)new MoDo { Gamma = vector.Parameter("MoDo_gamma"), Rho = vector.Parameter("MoDo_rho") }.Create(Steps.Problem(3));
        foreach (var expected in vector.Expected.GetProperty("sequence").EnumerateArray())
        {
            var batches = expected.GetProperty("batches").Deserialize<double[][][]>()!;
            var step = Steps.Step([1, 1, 1]);
            Directions.Fill(step, batches[0], batches[1]);
            var weights = Steps.Weights(method, step);
            Directions.Close(expected.GetProperty("weights").Deserialize<double[]>()!, weights, vector.Tolerance);
            Directions.Close(expected.GetProperty("grad").Deserialize<double[]>()!, Directions.Combination(batches[2], weights), vector.Tolerance);
        }
    }

    [Fact]
    public void On_one_batch_the_weights_come_to_the_shortest_direction() => Gen.Double[-2, 2].Array[4].Array[3].ForAll(rows =>
    {
        var gramian = Steps.Gramian(rows);
        var method = (Weighting)new MoDo { Gamma = 0.5 / gramian.Trace(), Rho = 0 }.Create(Steps.Problem(3));
        double[] weights = [];
        for (var step = 0; step < 5000; step++) weights = Steps.Weights(method, CrossStep([.. rows.Select(a => rows.Select(b => Directions.Dot(a, b)).ToArray())]));
        // The condition of the minimum: no task's product with the direction is below the direction's own square. Steps of 1/L converge like 1/steps.
        var products = new double[3];
        gramian.Multiply(weights, products);
        Assert.True(products.Min() >= Directions.Dot(weights, products) - 1e-3, $"{products.Min()} {Directions.Dot(weights, products)}");
    }, iter: 10);

    [Fact]
    public void A_step_without_a_task_shares_out_the_weight_of_the_others()
    {
        var method = new MoDo { Gamma = 0.1, Rho = 0 }.Create(Steps.Problem(3));
        new[] { 0.2, 0.3, 0.5 }.CopyTo(Directions.Memory(method, "weights"), 0);
        var step = new BalancingStep(3);
        Steps.Begin(step, [1, double.NaN, 1]);
        Directions.Fill(step, [[1, 0], [0, 1]], [[1, 0], [0, 1]]);
        var (first, last) = (2 / 7.0 * 0.9, 5 / 7.0 * 0.9);
        Directions.Close([first + 0.05, last + 0.05], Steps.Weights((Weighting)method, step), 1e-12);
        Directions.Close([0.7 * (first + 0.05), 0.3, 0.7 * (last + 0.05)], Directions.Memory(method, "weights"), 1e-12);
    }

    [Fact]
    public void It_asks_for_the_products_of_two_batches() => Assert.Equal(Needs.CrossGramian, new MoDo().Create(Steps.Problem(2)).Needs);

    internal static BalancingStep CrossStep(double[][] products)
    {
        var step = Steps.Step([.. products.Select(_ => 1.0)]);
        step.CrossGramian.Reset(products.Length);
        for (var row = 0; row < products.Length; row++) products[row].CopyTo(step.CrossGramian[row]);
        return step;
    }
}
