using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

/// <summary>What all methods that solve something for the Gramian have in common.</summary>
public sealed class GramianMethodsTests
{
    private static readonly Dictionary<string, (BalancerOptions Options, double Power)> Methods = new()
    {
        // With all gradients times c, weights are times c to this power.
        ["mgda"] = (new Mgda(), 0),
        ["mgda, length"] = (new Mgda { Normalisation = MgdaNormalisation.Length }, 0),
        ["upgrad"] = (new UPGrad(), 0),
        ["upgrad, regularised"] = (new UPGrad { Regularisation = 1e-4 }, 0),
        ["dualproj"] = (new DualProj(), 0),
        ["cagrad"] = (new CAGrad(), 0),
        ["nash_mtl"] = (new NashMtl(), -1),
        ["fairgrad"] = (new FairGrad { Fairness = 2 }, -4 / 3.0),
        ["aligned_mtl"] = (new AlignedMtl(), 0),
        ["aligned_mtl, rmse"] = (new AlignedMtl { Scale = AlignedScale.Rmse }, 0),
        ["imtl_g"] = (new ImtlG(), 0),
        ["imtl"] = (new Imtl(), 0),
        ["config"] = (new ConFig(), 0),
    };

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Weights_are_finite_whatever_the_gradients(string name)
    {
        Jacobians.Any.ForAll(jacobian => Assert.All(Weights(name, jacobian), weight => Assert.True(double.IsFinite(weight))));
        double[][][] hard = [[[0, 0], [0, 0]], [[1, 2], [0, 0]], [[1, 2], [1, 2]], [[1, 2], [-1, -2]], [[1e-10, 0], [1e10, 1e10]], [[1, 0], [-1, 1e-9]], [[1e-150]], [[0]]];
        foreach (var jacobian in hard) Assert.All(Weights(name, jacobian), weight => Assert.True(double.IsFinite(weight)));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_order_of_tasks_does_not_matter(string name) => Gen.Select(Jacobians.Independent, Gen.Int[0, 1000]).ForAll((jacobian, seed) =>
    {
        var order = Enumerable.Range(0, jacobian.Length).ToArray();
        new RandomStream(seed, "order").Shuffle(order);
        var weights = Weights(name, jacobian);
        var other = Weights(name, [.. order.Select(i => jacobian[i])]);
        for (var k = 0; k < order.Length; k++) Assert.Equal(weights[order[k]], other[k], 1e-7 * weights.Max(Math.Abs)); // rounding times the condition
    });

    [Theory, MemberData(nameof(Names))]
    public void The_scale_of_all_gradients_changes_weights_as_it_should(string name) => Gen.Select(Jacobians.Independent, Gen.Int[-8, 8]).ForAll((jacobian, exponent) =>
    {
        var factor = Math.Pow(10, exponent);
        var weights = Weights(name, jacobian);
        var other = Weights(name, [.. jacobian.Select(row => row.Select(x => x * factor).ToArray())]);
        for (var k = 0; k < weights.Length; k++) Assert.Equal(weights[k], other[k] / Math.Pow(factor, Methods[name].Power), 1e-7 * weights.Max(Math.Abs));
    });

    [Theory, MemberData(nameof(Names))]
    public void Tasks_without_a_label_are_not_there(string name)
    {
        double[][] jacobian = [[1, 2, 0.5], [-1, 0.5, 1]];
        var method = (Weighting)Methods[name].Options.Create(Steps.Problem(4));
        var step = new BalancingStep(4);
        Steps.Begin(step, [double.NaN, 1, double.NaN, 1], Steps.Gramian(jacobian));
        Assert.Equal(Weights(name, jacobian), Steps.Weights(method, step));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        double[][] jacobian = [[1, 2, 0.5, 0], [-1, 0.5, 1, 1], [3, -4, 1, 0.1], [0, 1, -5, 2]];
        var method = (Weighting)Methods[name].Options.Create(Steps.Problem(4));
        var step = Steps.Step([1, 1, 1, 1], Steps.Gramian(jacobian));
        var weights = new double[4];
        method.Weigh(step, weights);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 10; n++) method.Weigh(step, weights);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double[] Weights(string name, double[][] jacobian) => Steps.Weights(Methods[name].Options, [.. jacobian.Select(_ => 1.0)], Steps.Gramian(jacobian));
}
