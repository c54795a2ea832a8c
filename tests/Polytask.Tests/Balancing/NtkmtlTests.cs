using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Testing;

namespace Polytask.Tests.Balancing;

public sealed class NtkmtlTests
{
    [Fact]
    public void Weighted_kernels_have_the_mean_eigenvalue() => Gen.Double[0.01, 2].Array[4].Array[3].ForAll(rows =>
    {
        var step = Steps.Step([1, 1, 1], Steps.Gramian(rows));
        var weights = Steps.Weights((Weighting)new Ntkmtl().Create(Steps.Problem(3)), step);
        var mean = step.Gramian.Trace() / 3;
        for (var i = 0; i < 3; i++) Assert.Equal(mean, weights[i] * weights[i] * step.Gramian[i, i], 1e-12 * mean);
        Assert.Equal(weights, step.OwnWeights.ToArray());
    });

    [Fact]
    public void A_zero_gradient_counts_once_and_is_told()
    {
        List<string> said = [];
        var step = Steps.Step([1, 1, 1], SquareMatrix.Of([[4, 0, 0], [0, 0, 0], [0, 0, 16]]), say: said.Add);
        Directions.Close([Math.Sqrt(2.5), 1, Math.Sqrt(0.625)], Steps.Weights((Weighting)new Ntkmtl().Create(Steps.Problem(3)), step), 1e-14);
        Assert.Single(said);
    }

    [Fact]
    public void The_exponent_is_that_of_the_ratio() =>
        Directions.Close([Math.Pow(2.5, 0.75), Math.Pow(0.625, 0.75)], Steps.Weights(new Ntkmtl { Exponent = 0.75 }, [1, 1], SquareMatrix.Of([[4, 0], [0, 16]])), 1e-14);

    /// <summary>The kernel of n parts of the rows, [n, n], from the tasks' gradients at a representation of one number per row.</summary>
    [Fact]
    public void With_parts_the_largest_eigenvalues_are_those_of_the_kernels() => Gen.Select(Gen.Double[-2, 2].Array[6].Array[2], Gen.Int[2, 6]).ForAll((rows, parts) =>
    {
        var step = Steps.Step([1, 1], Steps.Gramian(rows));
        for (var part = 0; part < parts; part++)
        {
            step.PartGramian(part).Reset(2);
            for (var i = 0; i < 2; i++)
                for (var j = 0; j < 2; j++) step.PartGramian(part)[i, j] = Directions.Dot(Part(rows[i], part), Part(rows[j], part));
        }
        var weights = Steps.Weights((Weighting)new Ntkmtl { Level = BalancingLevel.Features, Parts = parts }.Create(Steps.Problem(2)), step);
        double[] eigenvalues = [.. rows.Select(row => Largest(Steps.Gramian([.. Enumerable.Range(0, parts).Select(part => Part(row, part))])))];
        if (eigenvalues.Contains(0)) return;
        for (var i = 0; i < 2; i++) Assert.Equal(Math.Sqrt(eigenvalues.Average() / eigenvalues[i]), weights[i], 1e-12 * weights[i]); // rounding

        double[] Part(double[] row, int part) => [.. row.Select((x, k) => k % parts == part ? x : 0)];
    });

    [Fact]
    public void The_fast_form_trains() => BalancerContract.Holds(new Ntkmtl { Level = BalancingLevel.Features, Parts = 4 }, 2);

    [Fact]
    public void Parts_are_at_the_representation() => Assert.StartsWith(
        "balancing.parts: expected 1 where gradients are those of parameters, found 4. ",
        Assert.Throws<ConfigurationException>(() => new Ntkmtl { Parts = 4 }.Create(Steps.Problem(2))).Message, StringComparison.Ordinal);

    private static double Largest(SquareMatrix kernel)
    {
        var eigen = new SymmetricEigen(kernel.Size);
        eigen.Decompose(kernel);
        return eigen.Largest;
    }
}
