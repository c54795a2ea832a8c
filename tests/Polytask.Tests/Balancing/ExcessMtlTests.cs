using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ExcessMtlTests
{
    [Fact]
    public void In_the_first_step_all_tasks_count_once_as_in_LibMTL()
    {
        foreach (var vector in ReferenceVector.Of("LibMTL", "ExcessMTL", "run"))
            Directions.Agree(vector, Directions.Of(new ExcessMtl(), vector.Matrix), vector.Tolerance);
    }

    [Fact]
    public void Further_steps_are_those_of_LibMTL()
    {
        var vector = ReferenceVector.Of("LibMTL", "ExcessMTL", "sequence").Single();
        var method = new ExcessMtl { StepSize = vector.Parameter("robust_step_size") }.Create(Directions.Problem(3, 4));
        var matrices = vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!;
        foreach (var (t, expected) in vector.Expected.GetProperty("sequence").EnumerateArray().Index())
        {
            var step = Steps.Step([1, 1, 1], number: t);
            Directions.Close(expected.GetProperty("grad").Deserialize<double[]>()!, Directions.Of(method, matrices[t], step), 1e-6); // Single precision.
            Directions.Close(expected.GetProperty("weights").Deserialize<double[]>()!, step.OwnWeights.ToArray(), 1e-6);
        }
    }

    [Fact]
    public void With_warm_up_the_weights_are_those_of_TorchJD_but_for_their_sum()
    {
        var vector = ReferenceVector.Of("torchjd", "ExcessMTL", "sequence").Single(vector => vector.Parameter("n_warmup_steps") == 1);
        Assert.Equal(vector.Expected.GetProperty("weights_sequence").Deserialize<double[][]>()!.SelectMany(weights => weights),
            Weights(vector).SelectMany(weights => weights.Select(weight => weight / 3)), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Theory]
    [InlineData("ExcessMTL", "sequence")]
    [InlineData("ExcessMTLWeighting", "test")]
    public void Without_warm_up_TorchJD_exponentiates_estimates_in_no_unit(string name, string kind)
    {
        // Its first step multiplies by exp(Σ g² / √(S + 1e-7)), near exp(Σ |g|): larger gradients win by their unit alone. Here the first step measures.
        var vector = ReferenceVector.Of("torchjd", name, kind).Single(vector => vector.Parameter("n_warmup_steps") == 0);
        var rows = vector.Input.GetProperty("matrices")[0].Deserialize<double[][]>()!;
        double[] exponentials = [.. rows.Select(row => Math.Exp(row.Sum(Math.Abs)))];
        Directions.Close(vector.Expected.GetProperty("weights_sequence")[0].Deserialize<double[]>()!, [.. exponentials.Select(x => x / exponentials.Sum())], 1e-4); // 1e-7 is left out.
        Assert.All(Weights(vector)[0], weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Units_of_a_loss_do_not_matter() => Gen.Double[1, 2].Array[4].Array[2].ForAll(rows =>
    {
        double[] Learnt(double unit)
        {
            var method = new ExcessMtl { StepSize = 1 }.Create(Directions.Problem(2, 4));
            for (var t = 0; t < 3; t++) Directions.Of(method, [[.. rows[0].Select(x => x * unit / (1 + t))], rows[1]], [1, 1], t);
            return Directions.Memory(method, "log_weights");
        }

        Directions.Close(Learnt(1), Learnt(100), 1e-5); // Single precision, and the 1e-7 of the root.
    });

    [Fact]
    public void Tasks_without_label_keep_their_share_of_the_weight()
    {
        var method = new ExcessMtl { StepSize = 1 }.Create(Directions.Problem(3, 1));
        for (var t = 0; t < 2; t++) Directions.Of(method, [[1], [2 - t], [3 * t + 1]], [1, 1, 1], t);
        double Share(double[] logs) => Math.Exp(logs[1]) / logs.Sum(Math.Exp);
        var before = Share(Directions.Memory(method, "log_weights"));
        var step = new BalancingStep(3);
        Steps.Begin(step, [1, double.NaN, 1], number: 2);
        Directions.Of(method, [[1], [1], [5]], step);
        Assert.Equal(2, step.OwnWeights[0] + step.OwnWeights[1], 1e-12);
        Assert.Equal(before, Share(Directions.Memory(method, "log_weights")), 1e-12);
    }

    [Fact]
    public void A_zero_gradient_measures_nothing_and_is_told()
    {
        List<string> said = [];
        var method = new ExcessMtl().Create(Directions.Problem(2, 2));
        Assert.Equal([1, 1], Directions.Of(method, [[0, 0], [1, 1]], Steps.Step([1, 1], say: said.Add)));
        Assert.Equal([0, 1], Directions.Memory(method, "steps"));
        Assert.Single(said);
    }

    private static double[][] Weights(ReferenceVector vector)
    {
        var matrices = vector.Input.GetProperty("matrices").Deserialize<double[][][]>()!;
        var method = new ExcessMtl { StepSize = vector.Parameter("robust_step_size") }.Create(Directions.Problem(matrices[0].Length, matrices[0][0].Length));
        return [.. matrices.Select((rows, t) =>
        {
            var step = Steps.Step([.. rows.Select(_ => 1.0)], number: t);
            Directions.Of(method, rows, step);
            return step.OwnWeights.ToArray();
        })];
    }
}
