using System.Text.Json;
using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class CrMogmTests
{
    private static readonly Gen<double[][]> Gradients = Gen.Double[-2, 2].Array[4].Array[2];

    [Fact]
    public void Weights_are_the_moving_average_of_those_of_the_method() => Gen.Select(Gradients, Gradients, Gradients).ForAll((first, second, third) =>
    {
        var method = (Weighting)new CrMogm { Alpha = 0.6 }.Create(Steps.Problem(2));
        var expected = PCGrad(first);
        Directions.Close(expected, Weights(method, first, 0), 1e-12);
        foreach (var rows in (double[][][])[second, third])
        {
            expected = [.. expected.Zip(PCGrad(rows), (smoothed, weight) => 0.6 * smoothed + 0.4 * weight)];
            Directions.Close(expected, Weights(method, rows, 1), 1e-12);
        }
    });

    /// <summary>TorchJD's UPGrad projects the mean of the gradients, ours the sum: its weights are a third of ours for three tasks.</summary>
    [Fact]
    public void Weights_are_those_of_TorchJD()
    {
        var vector = ReferenceVector.Of("torchjd", "CRMOGM(UPGrad)").Single();
        var method = (Weighting)new CrMogm { Method = new UPGrad { Regularisation = 1e-4 } }.Create(Steps.Problem(3));
        foreach (var (gramian, expected) in vector.Input.GetProperty("matrices").EnumerateArray().Zip(vector.Expected.GetProperty("weights_sequence").EnumerateArray()))
        {
            var weights = Steps.Weights(method, Steps.Step([1, 1, 1], SquareMatrix.Of(gramian.Deserialize<double[][]>()!)));
            Directions.Close(expected.Deserialize<double[]>()!, [.. weights.Select(weight => weight / 3)], vector.Tolerance);
        }
    }

    [Fact]
    public void Alpha_of_zero_is_the_method_itself() => Gen.Select(Gradients, Gradients).ForAll((first, second) =>
    {
        var method = (Weighting)new CrMogm { Alpha = 0 }.Create(Steps.Problem(2));
        Weights(method, first, 0);
        Assert.Equal(PCGrad(second), Weights(method, second, 1));
    });

    [Fact]
    public void A_task_that_comes_later_starts_with_its_own_weight()
    {
        var method = (Weighting)new CrMogm { Method = new GradientNormalisation { Length = CommonLength.One } }.Create(Steps.Problem(2));
        var step = new BalancingStep(2);
        Steps.Begin(step, [1, double.NaN], Steps.Gramian([[2, 0]]));
        Assert.Equal([0.5], Steps.Weights(method, step));
        Directions.Close([0.9 * 0.5 + 0.1 * 0.25, 0.125], Weights(method, [[4, 0], [0, 8]], 1), 1e-15);
    }

    [Fact]
    public void It_needs_and_remembers_what_the_method_does()
    {
        var method = new CrMogm { Method = new MoDo() }.Create(Steps.Problem(2));
        Assert.Equal(Needs.CrossGramian, method.Needs);
        Assert.Equal(["smoothed_weights", "method.weights"], method.Memory.Select(memory => memory.Name));
    }

    [Fact]
    public void Methods_without_weights_of_gradients_are_refused()
    {
        foreach (var (method, name) in new (BalancerOptions, string)[] { (new Equal(), "equal"), (new AdaTask(), "adatask") })
            Assert.Equal($"balancing.method: 'cr_mogm' expects a method that weighs gradients, and '{name}' is none. Choose another, 'pcgrad' for one.",
                Assert.Throws<ConfigurationException>(() => new CrMogm { Method = method }.Create(Steps.Problem(2))).Message);
    }

    [Fact]
    public void What_all_gradient_methods_have_belongs_to_the_outer_one() =>
        Assert.Equal("balancing.method: level, groups and path belong to 'cr_mogm', found one at 'pcgrad'. Move it up.",
            Assert.Throws<ConfigurationException>(() => new CrMogm { Method = new PCGrad { Groups = BalancingGroups.Layer } }.Create(Steps.Problem(2))).Message);

    private static double[] PCGrad(double[][] rows) => Steps.Weights(new PCGrad(), [1, 1], Steps.Gramian(rows));

    private static double[] Weights(Weighting method, double[][] rows, long number) => Steps.Weights(method, Steps.Step([1, 1], Steps.Gramian(rows), number));
}
