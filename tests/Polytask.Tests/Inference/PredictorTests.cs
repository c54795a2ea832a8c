using Polytask.Data;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Inference;

public sealed class PredictorTests : IDisposable
{
    private readonly ToyRun _run = new(tasks: 5);

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(Keep.Best)]
    [InlineData(Keep.BestPerTask)]
    public void A_saved_model_predicts_what_the_trained_one_predicts_bit_for_bit(Keep keep)
    {
        var prepared = Toy.Prepare(Toy.Table(300), Toy.Tasks(5)); // more rows than a batch of predictions has
        var setup = Toy.Setup(prepared, new JointRegime { Epochs = 6, BatchSize = 16, Keep = keep });
        using var trainer = new Trainer(setup);
        trainer.Run(_ => { }, () => { });
        var results = trainer.Results();
        SavedModel.Write(_run["model"], prepared.Encoders, prepared.Tasks, setup.Sharing, results);
        using var predictor = Predictor.Load(_run["model"]);
        Assert.Equal(keep == Keep.BestPerTask, results.Count > 1);

        var table = prepared.Split.DataSet.Tables[0];
        var predictions = predictor.Predict([.. table.Rows.Select(row => table.Columns.Zip(row.Values).ToDictionary(cell => cell.First, cell => cell.Second))]);
        foreach (var (tasks, parameters) in results)
        {
            parameters.Restore(trainer.Model.Parameters);
            foreach (var (batch, outputs, _) in Predictions.Of(trainer.Model, prepared.Rows, Enumerable.Range(0, 300).ToArray(), _ => [.. prepared.Tasks.Select(_ => true)]))
                for (var i = 0; i < batch.Count; i++)
                    foreach (var task in tasks)
                    {
                        var expected = new float[prepared.Tasks[task].PredictionWidth];
                        prepared.Tasks[task].Predict(outputs[task, i], expected);
                        Assert.Equal(expected, predictions[batch.Rows.Span[i]].Tasks[task].Values.ToArray());
                        Assert.Equal(prepared.Tasks[task].Label(expected), predictions[batch.Rows.Span[i]].Tasks[task].Label);
                    }
        }
    }

    [Fact]
    public void A_source_is_predicted_as_its_rows_given_one_by_one_are()
    {
        using var predictor = Trained();
        var source = new CsvSource { Path = _run.Data }.Open();
        var table = Table.Load("toy", source, TestContext.Current.CancellationToken);
        var streamed = predictor.Predict(source).ToList();
        Assert.Equal(table.Rows.Select(row => row.Place), streamed.Select(answer => answer.Row.Place));
        var given = predictor.Predict([.. table.Rows.Select(row => table.Columns.Zip(row.Values).ToDictionary(cell => cell.First, cell => cell.Second))]); // with empty cells, as the file has them
        foreach (var (one, other) in streamed.Select(answer => answer.Prediction).Zip(given))
            for (var task = 0; task < 5; task++) Assert.Equal(one.Tasks[task].Values.ToArray(), other.Tasks[task].Values.ToArray());
    }

    [Fact]
    public void A_prediction_is_read_by_task_and_class()
    {
        using var predictor = Trained();
        Assert.Equal(["text", "tag", "size"], predictor.Columns);
        Assert.Equal(["topic", "price", "sold", "stars", "flags"], predictor.Tasks);
        var row = predictor.Predict([Row("w0 w3", "tag1", "0.5")])[0];
        Assert.Equal(["blue", "green", "red"], row["topic"].Names);
        Assert.Equal(1, row["topic"]["red"] + row["topic"]["green"] + row["topic"]["blue"], 1e-5f);
        Assert.Equal(row["topic"].Names[row["topic"].Values.IndexOf(row["topic"].Values.ToArray().Max())], row["topic"].Label);
        Assert.Equal(row["price"].Values[0], row["price"]["price"]);
        Assert.Contains("has no task 'colour'. Expected one of topic, price", Assert.Throws<ArgumentException>(() => row["colour"]).Message, StringComparison.Ordinal);
        Assert.Contains("Task 'topic' has no 'violet'. Expected one of blue, green, red", Assert.Throws<ArgumentException>(() => row["topic"]["violet"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_training_rows_did_not_have_is_predicted_too()
    {
        using var predictor = Trained();
        foreach (var row in predictor.Predict([Row("never seen", "tag99", "1e6"), Row(null, null, null), Row("", "", "")]))
            Assert.All(row.Tasks, task => Assert.All(task.Values.ToArray(), value => Assert.True(float.IsFinite(value))));
        var (missing, empty) = (predictor.Predict([Row(null, null, null)])[0], predictor.Predict([Row("", "", "")])[0]);
        Assert.Equal(missing["price"].Values.ToArray(), empty["price"].Values.ToArray());
        Assert.Empty(predictor.Predict([]));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        using var predictor = Trained();
        var rows = new[] { Row("w0", "tag1", "1"), new Dictionary<string, string?> { ["text"] = "w0", ["size"] = "1" } };
        Assert.Equal("row 2  has no column 'tag', which the model reads. Found: text, size.", Assert.Throws<DataException>(() => predictor.Predict(rows)).Message);
        Assert.Equal("The model reads the columns text, tag, size. Give a value for each of them.", Assert.Throws<DataException>(() => predictor.Predict("w0")).Message);
        System.IO.File.WriteAllText(_run["other.csv"], "text,size\nw0,1\n");
        Assert.Contains("'tag'", Assert.Throws<DataException>(() => predictor.Predict(new CsvSource { Path = _run["other.csv"] }.Open()).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_named_with_its_row()
    {
        using var predictor = Trained();
        Assert.StartsWith("row:2  column 'size': expected a number, found \"big\"", Assert.Throws<DataException>(() => predictor.Predict([Row("w0", "tag1", "1"), Row("w0", "tag1", "big")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_predictor_that_was_disposed_of_says_so()
    {
        var predictor = Trained();
        predictor.Dispose();
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict([Row("w0", "tag1", "1")]));
    }

    [Fact]
    public void Predictions_leave_no_tensor_behind()
    {
        using var predictor = Trained();
        predictor.Predict([Row("w0", "tag1", "1")]);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < 100; i++) predictor.Predict([Row("w0", "tag1", "1")]);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static Dictionary<string, string?> Row(string? text, string? tag, string? size) => new() { ["text"] = text, ["tag"] = tag, ["size"] = size };

    private Predictor Trained()
    {
        var result = _run.Train("run", new JointRegime { Epochs = 1, BatchSize = 8 });
        return Predictor.Load(Path.Combine(result.Directory, "model"));
    }
}
