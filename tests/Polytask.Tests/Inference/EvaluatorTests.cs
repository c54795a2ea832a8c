using Polytask.Data;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Tests.Training;

namespace Polytask.Tests.Inference;

public sealed class EvaluatorTests
{
    [Fact]
    public void Each_task_is_measured_on_its_rows_with_intervals_around_what_is_reached()
    {
        var setup = Toy.Setup(Toy.Prepare(Toy.Table(200), Toy.Tasks(5)));
        using var model = setup.CreateModel();
        var rows = setup.Split.Rows(Part.Test);
        var evaluations = Evaluator.Evaluate([([0, 1, 2, 3, 4], model)], setup.Tasks, setup.Data, rows, setup.Split.DataSet, "text", 1);
        var scores = TaskScores.Of(model, setup.Tasks, setup.Data, rows);
        for (var task = 0; task < 5; task++)
        {
            var evaluation = evaluations[task];
            Assert.Equal(setup.Tasks[task].Name, evaluation.Task);
            Assert.Equal(rows.Count(setup.Data.Targets[task].Has), evaluation.Rows);
            Assert.Equal(scores[task].MeanLoss, evaluation.Loss);
            Assert.Equal(scores[task].Measure().Select(m => m.Value), evaluation.Metrics.Select(m => m.Value));
            Assert.All(evaluation.Metrics.Where(m => m.Low is not null), m => Assert.True(m.Low <= m.Value && m.Value <= m.High, $"{evaluation.Task} {m}"));
            Assert.Contains(evaluation.Metrics, m => m.Low is not null);
            if (evaluation.Confusion is { } confusion) Assert.Equal(evaluation.Rows, confusion.Counts.Sum(counts => counts.Sum()));
        }
    }

    [Fact]
    public void The_hardest_mistakes_are_mistakes_and_as_many_as_there_is_room_for()
    {
        // Rows of the first class weigh so much that the largest losses are of rows that are right.
        var tasks = new Dictionary<string, Polytask.Tasks.TaskOptions> { ["topic"] = new Polytask.Tasks.ClassificationTask { Weights = new Dictionary<string, double> { ["red"] = 1000 } } };
        var setup = Toy.Setup(Toy.Prepare(Toy.Table(200), tasks));
        using var trainer = new Polytask.Training.Trainer(setup);
        trainer.Run(_ => { }, () => { });
        var evaluation = Evaluator.Evaluate([([0], trainer.Model)], setup.Tasks, setup.Data, setup.Split.Rows(Part.Test), setup.Split.DataSet, "text", 1)[0];
        var wrong = evaluation.Rows - evaluation.Confusion!.Counts.Index().Sum(row => row.Item[row.Index]);
        Assert.Equal(Math.Min(12, wrong), evaluation.Mistakes.Count);
        Assert.True(wrong > 3);
        Assert.All(evaluation.Mistakes, mistake => Assert.NotEqual(mistake.Truth, mistake.Prediction));
        Assert.Equal(evaluation.Mistakes.OrderByDescending(mistake => mistake.Loss), evaluation.Mistakes);
    }

    [Fact]
    public void A_task_without_rows_has_no_figures()
    {
        var setup = Toy.Setup();
        using var model = setup.CreateModel();
        var evaluations = Evaluator.Evaluate([([0, 1, 2], model)], setup.Tasks, setup.Data, Array.Empty<int>(), setup.Split.DataSet, "text", 1);
        Assert.All(evaluations, e => Assert.True(e is { Rows: 0, Metrics: [], Mistakes: [], Confusion: null } && double.IsNaN(e.Loss)));
    }
}
