using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class FairGradTests
{
    [Fact]
    public void It_is_TorchJDs() => References.Compare(ReferenceVector.Of("torchjd", "FairGrad", "run"), vector => new FairGrad { Fairness = vector.Parameter("alpha") },
        vector => vector.Parameter("alpha") == 0 ? References.Factor(vector) : 1);

    [Fact]
    public void It_is_LibMTLs() => References.Compare(ReferenceVector.Of("LibMTL", "FairGrad"), vector => new FairGrad { Fairness = vector.Parameter("FairGrad_alpha") });

    [Fact]
    public void Weights_solve_the_equation() => Gen.Select(Jacobians.WithDescent, Gen.Double[0.05, 20]).ForAll((jacobian, fairness) =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new FairGrad { Fairness = fairness }, new double[jacobian.Length], gramian);
        var sizes = Jacobians.Magnitudes(gramian, weights);
        foreach (var (i, product) in Jacobians.Products(gramian, weights).Index())
        {
            var wanted = Math.Pow(weights[i], -1 / fairness);
            Assert.Equal(wanted, product, 1e-9 * wanted + 1e-13 * sizes[i]); // where Newton stops, and rounding of 8 products
        }
    });

    [Fact]
    public void Fairness_1_is_Nashs_bargain() => Jacobians.Any.ForAll(jacobian =>
        Assert.Equal(Steps.Weights(new NashMtl { MaxNorm = 0 }, new double[jacobian.Length], Steps.Gramian(jacobian)), Steps.Weights(new FairGrad(), new double[jacobian.Length], Steps.Gramian(jacobian))));

    [Fact]
    public void Fairness_0_counts_every_task_once() => Assert.Equal([1, 1], Steps.Weights(new FairGrad { Fairness = 0 }, [1, 1], SquareMatrix.Of([[1, 0], [0, 100]])));

    [Fact]
    public void A_fairness_that_numbers_cannot_express_is_refused() =>
        Assert.StartsWith("balancing.fairness: expected 0, or", Assert.Throws<ConfigurationException>(() => new FairGrad { Fairness = 0.01 }.Create(Steps.Problem(2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_fair_shares_shared_parameters_rest_and_it_is_said()
    {
        var said = new List<string>();
        Assert.Equal([0, 0], Steps.Weights((Weighting)new FairGrad { Fairness = 2 }.Create(Steps.Problem(2)), Steps.Step([1, 1], Steps.Gramian([[1, 2], [-2, -4]]), say: said.Add)));
        Assert.Single(said);
    }
}
