using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class SdmGradTests
{
    [Theory]
    [InlineData("SDMGrad", "sequence")]
    [InlineData("SDMGradWeighting", "test")]
    public void Weights_are_those_of_TorchJD(string name, string kind)
    {
        var vector = ReferenceVector.Of("torchjd", name, kind).Single();
        var options = new SdmGrad { Lambda = vector.Parameter("lambda"), LearningRate = vector.Parameter("lr"), Momentum = vector.Parameter("momentum"), Iterations = (int)vector.Parameter("n_iter") };
        var method = (Weighting)options.Create(Steps.Problem(3));
        foreach (var (products, expected) in vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!.Zip(vector.Expected.GetProperty("weights_sequence").Deserialize<double[][]>()!))
            Directions.Close(expected, Steps.Weights(method, MoDoTests.CrossStep(products)), vector.Tolerance);
    }

    [Fact]
    public void Directions_are_those_of_LibMTL()
    {
        var vector = ReferenceVector.Of("LibMTL", "SDMGrad", "sequence").Single();
        var options = new SdmGrad { Lambda = vector.Parameter("SDMGrad_lamda"), LearningRate = 5, Iterations = (int)vector.Parameter("SDMGrad_niter") };
        var method = (Weighting)options.Create(Steps.Problem(3));
        foreach (var expected in vector.Expected.GetProperty("sequence").EnumerateArray())
        {
            var batches = expected.GetProperty("batches").Deserialize<double[][][]>()!;
            var step = Steps.Step([1, 1, 1]);
            Directions.Fill(step, batches[1], batches[2]);
            Directions.Close(expected.GetProperty("grad").Deserialize<double[]>()!, Directions.Combination(batches[0], Steps.Weights(method, step)), vector.Tolerance);
            Directions.Close(expected.GetProperty("weights").Deserialize<double[]>()!, Directions.Memory(method, "weights"), vector.Tolerance);
        }
    }

    [Fact]
    public void Weights_add_up_to_one_and_are_at_least_the_share_of_the_preference() =>
        Gen.Double[-2, 2].Array[3].Array[3].ForAll(products =>
        {
            var options = new SdmGrad { Lambda = 1, Preference = new Dictionary<string, double> { ["b"] = 2 } };
            var weights = Steps.Weights((Weighting)options.Create(Steps.Problem(3)), MoDoTests.CrossStep(products));
            Assert.Equal(1, weights.Sum(), 1e-12);
            Assert.True(weights[0] >= 0.125 - 1e-12 && weights[1] >= 0.25 - 1e-12 && weights[2] >= 0.125 - 1e-12);
        });

    [Fact]
    public void The_scale_of_the_gradients_does_not_matter() => Gen.Double[-2, 2].Array[3].Array[3].ForAll(products =>
    {
        double[] Weights(double scale) =>
            Steps.Weights((Weighting)new SdmGrad().Create(Steps.Problem(3)), MoDoTests.CrossStep([.. products.Select(row => row.Select(x => scale * x).ToArray())]));
        Directions.Close(Weights(1), Weights(Math.Pow(2, 60)), 1e-12); // A power of two: there is nothing to round.
    });

    [Fact]
    public void Zero_gradients_leave_the_weights_and_are_told()
    {
        List<string> said = [];
        var step = Steps.Step([1, 1], say: said.Add);
        step.CrossGramian.Reset(2);
        Assert.Equal([0.5, 0.5], Steps.Weights((Weighting)new SdmGrad().Create(Steps.Problem(2)), step));
        Assert.StartsWith("balancing 'sdmgrad': all gradients were zero", Assert.Single(said), StringComparison.Ordinal);
    }
}
