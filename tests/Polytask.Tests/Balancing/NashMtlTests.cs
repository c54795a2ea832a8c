using CsCheck;
using System.Text.Json;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class NashMtlTests
{
    [Fact]
    public void It_finds_the_exact_solutions()
    {
        References.Compare(ReferenceVector.Of("derived", "Nash-exact"), _ => new NashMtl { MaxNorm = 0 });
        foreach (var vector in ReferenceVector.Of("derived", "Nash-exact"))
            foreach (var (expected, found) in vector.Numbers("weights").Zip(Steps.Weights(new NashMtl { MaxNorm = 0 }, new double[vector.Matrix.Length], Steps.Gramian(vector.Matrix))))
                Assert.Equal(expected, found, 1e-8 * Math.Max(1, expected));
    }

    // Both stop their iteration early in places; those are marked unreliable. Without full rank theirs may be another point: see below.
    [Theory]
    [InlineData("LibMTL", "Nash_MTL")]
    [InlineData("torchjd", "NashMTL")]
    public void It_is_that_of_the_libraries_where_they_converge(string library, string method) =>
        References.Compare(ReferenceVector.Of(library, method, "run"), vector => new NashMtl { MaxNorm = vector.Parameter("max_norm") }, skip: vector => Residual(vector) > 0.01);

    [Fact]
    public void A_sequence_of_TorchJD_is_followed()
    {
        var vector = ReferenceVector.Of("torchjd", "NashMTL", "sequence")[0];
        var method = (Weighting)new NashMtl { MaxNorm = 0 }.Create(Steps.Problem(3));
        foreach (var (jacobian, expected) in vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!.Zip(vector.Expected.GetProperty("sequence").Deserialize<double[][]>()!))
        {
            var direction = Jacobians.Combine(jacobian, Steps.Weights(method, Steps.Step([1, 1, 1], Steps.Gramian(jacobian))));
            Assert.All(expected.Zip(direction), pair => Assert.Equal(pair.First, pair.Second, vector.Tolerance));
        }
    }

    [Fact]
    public void Weights_solve_the_bargain_and_the_direction_has_length_root_m() => Jacobians.WithDescent.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new NashMtl { MaxNorm = 0 }, new double[jacobian.Length], gramian);
        var sizes = Jacobians.Magnitudes(gramian, weights);
        foreach (var (i, product) in Jacobians.Products(gramian, weights).Index()) Assert.Equal(1, product * weights[i], 1e-9 + 1e-13 * sizes[i] * weights[i]);
        Assert.Equal(jacobian.Length, gramian.Square(weights), 1e-7 * jacobian.Length);
        Assert.Equal(0.3, Math.Sqrt(gramian.Square(Steps.Weights(new NashMtl { MaxNorm = 0.3 }, new double[jacobian.Length], gramian))), 1e-9);
    });

    [Fact]
    public void Two_tasks_get_the_sum_of_unit_gradients() => Gen.Select(Gen.Double[-0.999, 0.999], Gen.Double[1e-5, 1e5]).ForAll((cosine, length) =>
    {
        var weights = Steps.Weights(new NashMtl { MaxNorm = 0 }, [1, 1], SquareMatrix.Of([[1, cosine * length], [cosine * length, length * length]]));
        Assert.Equal(1, weights[0] * Math.Sqrt(1 + cosine), 1e-9);
        Assert.Equal(1, weights[1] * length * Math.Sqrt(1 + cosine), 1e-9);
    });

    [Fact]
    public void Without_agreement_shared_parameters_rest_and_it_is_said()
    {
        var said = new List<string>();
        Assert.Equal([0, 0], Steps.Weights((Weighting)new NashMtl().Create(Steps.Problem(2)), Steps.Step([1, 1], Steps.Gramian([[1, 2], [-2, -4]]), say: said.Add)));
        Assert.Contains("no bargaining solution", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_agreement_the_next_step_tries_again()
    {
        var method = (Weighting)new NashMtl { UpdateEvery = 5 }.Create(Steps.Problem(2));
        Assert.Equal([0, 0], Steps.Weights(method, Steps.Step([1, 1], Steps.Gramian([[1, 2], [-2, -4]]))));
        Assert.All(Steps.Weights(method, Steps.Step([1, 1], SquareMatrix.Of([[1, 0], [0, 4]]))), weight => Assert.True(weight > 0));
    }

    [Fact]
    public void A_gradient_of_0_takes_no_part() => // TorchJD fails here (its issue 640)
        Assert.Equal([0, 1 / 6.0], Steps.Weights(new NashMtl(), [1, 1], Steps.Gramian([[0, 0], [0, -6]])));

    [Fact]
    public void Weights_are_kept_between_bargains_and_restored()
    {
        var options = new NashMtl { UpdateEvery = 3, MaxNorm = 0 };
        var method = (Weighting)options.Create(Steps.Problem(3));
        var step = new BalancingStep(3);
        var found = new List<double[]>();
        for (var n = 0; n < 4; n++)
        {
            Steps.Begin(step, [1, double.NaN, 1], SquareMatrix.Of([[1 + n, 0], [0, 4]]), number: n);
            found.Add(Steps.Weights(method, step));
        }
        Assert.Equal(found[0], found[1]);
        Assert.Equal(found[0], found[2]);
        Assert.Equal(0.5, found[3][0], 1e-14);

        var copy = (Weighting)options.Create(Steps.Problem(3));
        foreach (var ((_, from), (_, to)) in method.Memory.Zip(copy.Memory)) from.CopyTo(to, 0);
        for (var n = 4; n < 9; n++)
        {
            Steps.Begin(step, [1, n % 2 == 0 ? 1 : double.NaN, 1], n % 2 == 0 ? SquareMatrix.Of([[1 + n, 0, 0], [0, 2, 0], [0, 0, 3]]) : SquareMatrix.Of([[1 + n, 0], [0, 4]]), number: n);
            Assert.Equal(Steps.Weights(method, step), Steps.Weights(copy, step));
        }
    }

    /// <summary>How far a library's weights are from G α = 1/α.</summary>
    private static double Residual(ReferenceVector vector)
    {
        var name = vector.Expected.TryGetProperty("weights", out _) ? "weights" : "returned_weights";
        var gramian = Steps.Gramian(vector.Matrix);
        // TorchJD's weights are those after clipping: the equation then holds up to a common factor.
        var products = Jacobians.Products(gramian, vector.Numbers(name)).Zip(vector.Numbers(name), (product, weight) => product * weight).ToArray();
        return (products.Max() - products.Min()) / products.Max();
    }
}
