using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Models;

public sealed class TaskScoresTests
{
    // More rows than one batch of predictions has.
    private static readonly TrainingSetup Setup = Toy.Setup(Toy.Prepare(Toy.Table(600, missing: 0.3), Toy.Tasks(5, rowWeight: "weight")));

    [Fact]
    public void Scores_are_the_losses_and_predictions_of_the_rows_with_a_label()
    {
        using var model = Setup.CreateModel();
        int[] rows = [.. Enumerable.Range(0, 600).Reverse()];
        var scores = TaskScores.Of(model, Setup.Tasks, Setup.Data, rows);
        for (var task = 0; task < Setup.Tasks.Count; task++)
        {
            var target = Setup.Data.Targets[task];
            Assert.Equal(rows.Where(target.Has), scores[task].Rows);
            Assert.Equal(scores[task].Rows.Count, scores[task].Measured.Count);
            var (sum, weights) = (0.0, 0.0);
            foreach (var (i, row) in scores[task].Rows.Index())
            {
                using var scope = torch.NewDisposeScope();
                var outputs = model.Forward(Pass.Prediction(new Batch(Setup.Data, new[] { row })), [.. Setup.Tasks.Select((_, t) => t == task)]);
                var (gradient, prediction) = (new float[Setup.Tasks[task].OutputWidth], new float[Setup.Tasks[task].PredictionWidth]);
                var loss = Setup.Tasks[task].Loss(outputs[task, 0], target[row], gradient);
                Setup.Tasks[task].Predict(outputs[task, 0], prediction);
                Assert.Equal(loss, scores[task].Losses[i], 1e-5);
                Assert.All(prediction.Zip(scores[task].Measured.Prediction(i).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
                (sum, weights) = (sum + loss * target.Weight(row), weights + target.Weight(row));
            }
            Assert.Equal(sum / weights, scores[task].MeanLoss, 1e-5);
        }
    }

    [Fact]
    public void Only_the_tasks_asked_for_are_predicted()
    {
        using var model = Setup.CreateModel();
        var scores = TaskScores.Of(model, Setup.Tasks, Setup.Data, new[] { 0, 1, 2, 3, 4, 5 }, [false, true, false, false, false]);
        Assert.Equal([false, true, false, false, false], scores.Select(s => s.Rows.Count > 0));
    }

    [Fact]
    public void A_row_of_weight_zero_is_not_measured_whatever_batch_it_is_in()
    {
        using var model = Setup.CreateModel();
        var target = new TargetColumn(new float[600], 1, [.. Enumerable.Range(0, 600).Select(row => row == 3 ? 1f : 0)], [.. Enumerable.Repeat(true, 600)]);
        var data = new EncodedRows(600, Setup.Data.Inputs, [target, .. Setup.Data.Targets.Skip(1)]);
        Assert.Equal([3], TaskScores.Of(model, Setup.Tasks, data, Enumerable.Range(0, 600).ToArray())[0].Rows);
    }
}
