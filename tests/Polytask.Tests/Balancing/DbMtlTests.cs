using System.Text.Json;
using CsCheck;
using Polytask.Balancing;
using Polytask.Gradients;

namespace Polytask.Tests.Balancing;

public sealed class DbMtlTests
{
    [Fact]
    public void First_directions_are_those_of_LibMTL()
    {
        foreach (var vector in ReferenceVector.Of("LibMTL", "DB_MTL", "run"))
            Directions.Agree(vector, Directions.Of(new DbMtl { Beta = vector.Parameter("DB_beta"), Sigma = vector.Parameter("DB_beta_sigma") }, vector.Matrix, vector.Losses), 1e-6); // Single precision.
    }

    [Fact]
    public void Further_directions_are_those_of_LibMTL()
    {
        foreach (var vector in ReferenceVector.Of("LibMTL", "DB_MTL", "sequence"))
        {
            var method = new DbMtl { Beta = vector.Parameter("DB_beta"), Sigma = vector.Parameter("DB_beta_sigma") }.Create(Directions.Problem(3, 4));
            var (matrices, losses) = (vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!, vector.Input.GetProperty("losses_sequence").Deserialize<double[][]>()!);
            foreach (var (t, expected) in vector.Expected.GetProperty("sequence").EnumerateArray().Index())
                Directions.Close(expected.GetProperty("grad").Deserialize<double[]>()!, Directions.Of(method, matrices[t], losses[t], t), 1e-6);
        }
    }

    [Fact]
    public void Without_memory_all_gradients_get_the_length_of_the_longest() =>
        Gen.Select(Gen.Double[-2, 2].Array[4].Where(row => Directions.Length(row) > 1e-3).Array[3], Gen.Double[0.1, 3].Array[3]).ForAll((rows, losses) =>
        {
            var step = Steps.Step(losses);
            var direction = Directions.Of(new DbMtl { Beta = 0 }.Create(Directions.Problem(3, 4)), rows, step);
            double[] lengths = [.. rows.Zip(losses, (row, loss) => Directions.Length(row) / loss)];
            double[] weights = [.. rows.Select(row => lengths.Max() / Directions.Length(row))];
            Directions.Close(Directions.Combination(rows, weights), direction, 1e-5); // Single precision; sums can cancel.
            Directions.Close([.. losses.Select(loss => 1 / (loss + 1e-8))], step.OwnWeights.ToArray(), 1e-12);
        });

    [Fact]
    public void Numbers_that_a_step_does_not_touch_keep_what_is_remembered_of_them()
    {
        var method = new DbMtl { Beta = 0.5 }.Create(Directions.Problem(1, 6));
        Directions.Of(method, [[1, 2, 3, 4, 5, 6]], Steps.Step([1]));
        var before = Directions.Buffer(method, "gradient.0");
        Directions.Of(method, [[8, 10, 20]], Steps.Step([1]), new Segment(0, 1, 1), new Segment(1, 2, 4));
        var after = Directions.Buffer(method, "gradient.0");
        Directions.Close([0.5, 4.5, 1.5, 2, 6.25, 11.5], after, 1e-6);
        Assert.Equal((before[0], before[2], before[3]), (after[0], after[2], after[3]));
    }

    [Fact]
    public void A_zero_gradient_has_no_part_and_is_told()
    {
        List<string> said = [];
        Directions.Close([0.1, 0.2], Directions.Of(new DbMtl(), [[0, 0], [1, 2]], say: said.Add), 1e-6);
        Assert.StartsWith("balancing 'db_mtl': the remembered gradient of a task was zero", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_loss_is_an_error() =>
        Assert.StartsWith("balancing 'db_mtl': expected losses of 0 or more, found -0.3 for task 'b'.",
            Assert.Throws<TrainingException>(() => Directions.Of(new DbMtl(), [[1, 0], [0, 1]], [0, -0.3])).Message, StringComparison.Ordinal);
}
