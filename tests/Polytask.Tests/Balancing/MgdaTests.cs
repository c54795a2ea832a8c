using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class MgdaTests
{
    [Fact]
    public void It_finds_the_exact_points() => References.Compare(ReferenceVector.Of("derived", "MGDA-exact"), _ => new Mgda());

    [Fact]
    public void It_finds_what_torchjd_finds_or_a_shorter_direction()
    {
        // Frank-Wolfe stops early: up to 10 % longer than the shortest with TorchJD's defaults.
        foreach (var vector in ReferenceVector.Of("torchjd", "MGDA").Where(vector => !vector.Degenerate))
            Assert.True(Jacobians.Length(References.Direction(vector, new Mgda())) <= Jacobians.Length(vector.Numbers("vector")) + 1e-6, vector.Id);
    }

    [Theory]
    [InlineData("none", MgdaNormalisation.None)]
    [InlineData("l2", MgdaNormalisation.Length)]
    [InlineData("loss", MgdaNormalisation.Loss)]
    [InlineData("loss+", MgdaNormalisation.LossAndLength)]
    public void Normalised_gradients_make_a_shorter_combination_than_with_LibMTLs_weights(string name, MgdaNormalisation normalisation)
    {
        // LibMTL's weights never go below 0.001, and apply to the normalised gradients; ours are the exact ones, and apply to the gradients.
        foreach (var vector in ReferenceVector.Of("LibMTL", "MGDA").Where(vector => vector.Parameters.GetProperty("mgda_gn").GetString() == name && !vector.Degenerate))
        {
            var jacobian = vector.Matrix;
            var normalised = jacobian.Zip(vector.Losses, (row, loss) => row.Select(x => x / Divisor(normalisation, row, loss)).ToArray()).ToArray();
            var weights = Steps.Weights(new Mgda { Normalisation = normalisation }, vector.Losses, Steps.Gramian(jacobian));
            var (ours, theirs) = (Jacobians.Combine(normalised, weights), vector.Numbers("vector"));
            Assert.True(Jacobians.Length(ours) <= Jacobians.Length(theirs) * (1 + 1e-6), vector.Id);
            // Theirs is near, as far as its stopping rule goes.
            Assert.True(Jacobians.Length(ours) >= 0.9 * Jacobians.Length(theirs), $"{vector.Id}: {Jacobians.Length(ours)} and {Jacobians.Length(theirs)}");
        }
    }

    [Fact]
    public void A_gradient_of_0_is_the_shortest_and_said()
    {
        var said = new List<string>();
        Assert.Equal([0, 1], Steps.Weights((Weighting)new Mgda().Create(Steps.Problem(2)), Steps.Step([1, 1], Steps.Gramian([[1, 2], [0, 0]]), say: said.Add)));
        Assert.Contains("shared parameters rest", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_gradient_beside_a_long_one_is_no_reason_to_say_anything()
    {
        var said = new List<string>();
        Steps.Weights((Weighting)new Mgda().Create(Steps.Problem(2)), Steps.Step([1, 1], SquareMatrix.Of([[1e20, 0], [0, 1]]), say: said.Add));
        Assert.Empty(said);
    }

    [Fact]
    public void One_task_counts_once() => Assert.Equal([1], Steps.Weights(new Mgda(), [3], SquareMatrix.Of([[1e-20]])));

    [Theory]
    [InlineData(MgdaNormalisation.Loss)]
    [InlineData(MgdaNormalisation.LossAndLength)]
    public void A_loss_of_0_is_refused_where_it_divides(MgdaNormalisation normalisation)
    {
        var error = Assert.Throws<TrainingException>(() => Steps.Weights(new Mgda { Normalisation = normalisation }, [1, 0], SquareMatrix.Of([[1, 0], [0, 1]])));
        Assert.Equal("balancing 'mgda': expected losses above 0, found 0 for task 'b'. Use normalisation none or length.", error.Message);
    }

    [Fact]
    public void No_loss_rises() => Jacobians.Any.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new Mgda(), new double[jacobian.Length], gramian);
        foreach (var (product, size) in Jacobians.Products(gramian, weights).Zip(Jacobians.Magnitudes(gramian, weights))) Assert.True(product >= -1e-12 * size);
    });

    private static double Divisor(MgdaNormalisation normalisation, double[] row, double loss) => normalisation switch
    {
        MgdaNormalisation.Length => Jacobians.Length(row),
        MgdaNormalisation.Loss => loss,
        MgdaNormalisation.LossAndLength => loss * Jacobians.Length(row),
        _ => 1,
    };
}
