using CsCheck;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Models;

public sealed class TaskLossesTests
{
    private static readonly TrainingSetup Setup = Toy.Setup(Toy.Prepare(Toy.Table(60, missing: 0.3), Toy.Tasks(5, rowWeight: "weight")));
    private static readonly bool[] All = [true, true, true, true, true];
    private static readonly Gen<int[]> Rows = Gen.Int[0, 59].Array[2, 20];

    [Fact]
    public void Batches_together_equal_one_batch() => Gen.Select(Rows, Gen.Int[1, 1000]).ForAll((rows, at) =>
    {
        var cut = 1 + at % (rows.Length - 1);
        var (whole, wholeGradients) = Losses(rows);
        var (parts, partGradients) = Losses(rows[..cut], rows[cut..]);
        for (var task = 0; task < All.Length; task++)
        {
            Assert.Equal(whole.Weight(task), parts.Weight(task));
            Assert.Equal(whole.Mean(task), parts.Mean(task), 1e-6); // outputs of batches of other sizes are rounded differently
            Assert.Equal(wholeGradients[task].Length, partGradients[task].Length);
            Assert.All(wholeGradients[task].Zip(partGradients[task]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }, iter: 50);

    [Fact]
    public void The_mean_is_over_rows_with_a_label_by_their_weights() => Rows.ForAll(rows =>
    {
        var (losses, gradients) = Losses(rows);
        for (var task = 0; task < All.Length; task++)
        {
            var target = Setup.Data.Targets[task];
            var weights = rows.Sum(row => target.Has(row) ? (double)target.Weight(row) : 0);
            Assert.Equal(weights, losses.Weight(task), 1e-9);
            Assert.Equal(weights == 0, double.IsNaN(losses.Mean(task)));
            var width = Setup.Tasks[task].OutputWidth;
            for (var i = 0; i < rows.Length; i++)
                if (!target.Has(rows[i])) Assert.All(gradients[task].AsSpan(i * width, width).ToArray(), g => Assert.Equal(0, g));
        }
    }, iter: 50);

    [Fact]
    public void Rows_that_are_mixed_learn_the_labels_of_both_by_their_shares() => Gen.Select(Rows, Gen.Double[0.1, 2]).ForAll((rows, strength) =>
    {
        using var scope = torch.NewDisposeScope();
        using var model = Setup.CreateModel();
        var batch = new Batch(Setup.Data, rows).Mixed(new RandomStream(1, "mixing"), strength);
        var (share, into) = (batch.Mixing!.Share, batch.Mixing.Into);
        Assert.Equal(Enumerable.Range(0, rows.Length), into.Order());
        var outputs = model.Forward(Pass.Prediction(new Batch(Setup.Data, rows)), All);
        var (losses, cotangents) = (new TaskLosses(Setup.Tasks), outputs.ZerosLike());
        losses.Add(batch, 0, batch.Count, All, outputs, cotangents);
        for (var task = 0; task < All.Length; task++)
        {
            var (target, of, sum, weights) = (Setup.Data.Targets[task], Setup.Tasks[task], 0.0, 0.0);
            for (var place = 0; place < rows.Length; place++)
            {
                // What is seen at a place: its own row, and the one that goes into it.
                var (expected, gradient) = (new float[of.OutputWidth], new float[of.OutputWidth]);
                foreach (var (row, part) in new[] { (rows[place], share), (rows[Array.IndexOf(into, place)], 1 - share) })
                {
                    if (!target.Has(row) || target.Weight(row) == 0) continue;
                    sum += part * target.Weight(row) * of.Loss(outputs[task, place], target[row], gradient);
                    weights += part * target.Weight(row);
                    for (var k = 0; k < expected.Length; k++) expected[k] += (float)(part * target.Weight(row)) * gradient[k];
                }
                foreach (var (one, other) in expected.Zip(cotangents[task, place].ToArray())) Assert.Equal(one, other, 1e-5f);
            }
            Assert.Equal(weights, losses.Weight(task), 1e-9);
            if (weights > 0) Assert.Equal(sum / weights, losses.Mean(task), 1e-9);
        }
    }, iter: 50);

    [Fact]
    public void A_row_of_weight_zero_is_absent()
    {
        var weightless = new TargetColumn([0, 1, 2], 1, [1, 0, 2], [true, true, true]);
        Assert.Equal([false], new Batch(new EncodedRows(3, [], [weightless]), new[] { 1 }).LabelledTasks());
        var labels = new Labels("sold", new Polytask.Tasks.BinaryTask { RowWeight = "weight" }, new DataSet([new Table("t", ["sold", "weight"],
            [new Row(["yes", "0"], new Place("t", 1)), new Row(["never seen", "0"], new Place("t", 2)), new Row(["no", null], new Place("t", 3)), new Row(["yes", "2.5"], new Place("t", 4))])]));
        Assert.Equal([null, null, "no", "yes"], Enumerable.Range(0, 4).Select(row => labels[row]));
        var target = labels.Encode(new Polytask.Tasks.BinaryTask().Fit("sold", [("yes", default), ("no", default)])); // the label of weight 0 is not read
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(target.Has));
        Assert.Equal([1, 2.5f], new[] { target.Weight(2), target.Weight(3) });
    }

    private static (TaskLosses Losses, float[][] Gradients) Losses(params int[][] batches)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Setup.CreateModel();
        var losses = new TaskLosses(Setup.Tasks);
        var gradients = Setup.Tasks.Select(_ => new List<float>()).ToArray();
        foreach (var rows in batches)
        {
            var batch = new Batch(Setup.Data, rows);
            var active = batch.LabelledTasks();
            var outputs = model.Forward(Pass.Prediction(batch), All);
            var cotangents = outputs.ZerosLike();
            losses.Add(batch, 0, batch.Count, active, outputs, cotangents);
            for (var task = 0; task < gradients.Length; task++)
                for (var i = 0; i < rows.Length; i++) gradients[task].AddRange(cotangents[task, i]);
        }
        return (losses, [.. gradients.Select(list => list.ToArray())]);
    }
}
