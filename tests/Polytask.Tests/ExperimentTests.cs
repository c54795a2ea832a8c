using System.Globalization;
using System.Text;
using Polytask.Data;
using Polytask.Features;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Tests.Data;
using Polytask.Tests.Vision.Images;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;
using Polytask.Vision.Tasks;
using SkiaSharp;

namespace Polytask.Tests;

public sealed class ExperimentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Training_leaves_all_that_a_run_leaves_and_evaluating_the_model_gives_its_figures()
    {
        using var run = new ToyRun(rows: 120, tasks: 5);
        var events = new List<RunEvent>();
        var result = run.Train("run", onEvent: events.Add);
        foreach (var file in new[] { "run.yaml", "events.jsonl", "metrics.json", "report.html", "model/model.json", "model/model.safetensors" })
            Assert.True(File.Exists(Path.Combine(run["run"], file)), file);
        events.RemoveAll(e => e is RowRead or StepCompleted);
        Assert.Equal(events.Select(e => e.GetType()), EventLog.Read(Path.Combine(run["run"], "events.jsonl")).Select(e => e.GetType()));
        Assert.IsType<RunStarted>(events[0]);
        Assert.IsType<RunCompleted>(events[^1]);

        var again = Experiment.Evaluate(run["run"], Part.Test, cancellation: Cancellation);
        RequireSame(result.Test, again);
        RequireSame(result.Test, MetricsFile.Read(Path.Combine(run["run"], "metrics.json"))["test"]);
    }

    [Fact]
    public void A_method_that_does_not_fit_the_model_is_said_before_anything_is_written()
    {
        using var run = new ToyRun();
        var file = run.File with { Sharing = new SingleTask(), Balancing = new Polytask.Balancing.Mgda() };
        var error = Assert.Throws<ConfigurationException>(() => new Experiment(file).Train(new RunOptions { Directory = run["refused"] }, Cancellation));
        Assert.StartsWith("balancing: 'mgda' balances the gradients of shared parameters", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run["refused"]));
    }

    [Fact]
    public void Training_learns()
    {
        using var run = new ToyRun(rows: 400, tasks: 2);
        var test = run.Train("run", new JointRegime { Epochs = 15, BatchSize = 8 }).Test;
        Assert.True(test[0].Metrics[0].Value > 0.7, $"Accuracy {test[0].Metrics[0].Value}."); // guessing reaches about 0.4
        Assert.True(test[1].Metrics[0].Value > 0.4, $"R² {test[1].Metrics[0].Value}."); // guessing reaches 0
    }

    [Fact]
    public void Checking_says_what_training_begins_with_and_writes_nothing()
    {
        using var run = new ToyRun();
        var started = new List<RunStarted>();
        run.Train("run", onEvent: happened => started.AddRange(new[] { happened }.OfType<RunStarted>()));
        var check = new Experiment(run.File).Check(cancellation: Cancellation);
        Assert.Equivalent(started.Single(), check, strict: true);
        Assert.Equal(60, check.Rows);
        Assert.Equal(36, check.Parts["training"]);
        Assert.Equal(check.Model.Sum(part => part.Parameters), check.Model.Sum(part => part.Shape.Aggregate(1L, (product, size) => product * size)));
    }

    [Fact]
    public void Tasks_of_sources_of_their_own_train_together_and_are_evaluated_on_any_file()
    {
        using var run = new ToyRun();
        var table = Training.Toy.Table(60, seed: 2);
        ToyRun.Write(new Table("other", table.Columns, table.Rows), run["other.csv"]);
        var file = run.File with
        {
            Data = new Dictionary<string, SourceOptions> { ["toy"] = new CsvSource { Path = run.Data }, ["other"] = new CsvSource { Path = run["other.csv"] } },
            Tasks = new Dictionary<string, TaskOptions> { ["topic"] = new ClassificationTask { Source = "toy" }, ["price"] = new RegressionTask { Source = "other" } },
            Sharing = new SingleTask { Trunk = [] },
        };
        var result = new Experiment(file).Train(new RunOptions { Directory = run["run"] }, Cancellation);
        Assert.All(result.Test, task => Assert.InRange(task.Rows, 1, 12));
        var evaluations = Experiment.Evaluate(Path.Combine(run["run"], "model"), new CsvSource { Path = run["other.csv"] }, cancellation: Cancellation);
        Assert.All(evaluations.Zip(["topic", "price"]), pair => Assert.Equal(table.Rows.Count(row => row.Values[table.IndexOf(pair.Second)] is not null), pair.First.Rows));
    }

    [Fact]
    public void Rows_whose_image_cannot_be_read_are_left_out_and_counted()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 40; i++)
            folder.Write($"images/{(i % 2 == 0 ? "red" : "blue")}/{i}.png", i % 10 == 3 ? [1, 2, 3] : Pictures.Encode(8, 8, (_, _) => i % 2 == 0 ? SKColors.Red : SKColors.Blue));
        using var toy = new ToyRun();
        var run = toy.File with
        {
            Data = new Dictionary<string, SourceOptions> { ["images"] = new ImageFoldersSource { Path = Path.Combine(folder.Path, "images") } },
            Split = new HashedSplit(),
            Inputs = new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { SkipUnreadable = true } },
            Tasks = new Dictionary<string, TaskOptions> { ["label"] = new ClassificationTask() },
            Sharing = new HardSharing { Trunk = [] },
        };
        var events = new List<RunEvent>();
        new Experiment(run).Train(new RunOptions { Directory = Path.Combine(folder.Path, "run"), OnEvent = events.Add }, Cancellation);
        var started = events.OfType<RunStarted>().Single();
        Assert.Equal(40, started.Rows);
        Assert.Equal(4, started.Tasks[0].Missing);
        Assert.StartsWith("4 rows are left out, whose inputs cannot be read. The first: images/blue/13.png  expected an image in PNG,", events.OfType<Notice>().First().Message, StringComparison.Ordinal);
        using var predictor = Polytask.Inference.Predictor.Load(Path.Combine(folder.Path, "run", "model"));
        Assert.StartsWith("images/blue/13.png  expected an image in PNG,", Assert.Throws<DataException>(() => predictor.Predict(new ImageFoldersSource { Path = Path.Combine(folder.Path, "images") }.Open()).Count()).Message, StringComparison.Ordinal);
        var strict = run with { Inputs = new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions() } };
        Assert.StartsWith("images/blue/", Assert.Throws<DataException>(() => new Experiment(strict).Check(cancellation: Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Label_images_that_cannot_be_read_are_left_out_and_counted()
    {
        using var folder = new TempFolder();
        var table = new StringBuilder("image,mask\n");
        for (var i = 0; i < 40; i++)
        {
            folder.Write($"{i}.png", Pictures.Encode(8, 8, (_, _) => i % 2 == 0 ? SKColors.Red : SKColors.Blue));
            var size = i == 7 ? 4 : 8;
            var mask = ImageCell.Of(new PixelMap(size, size, [.. Enumerable.Range(0, size * size).Select(pixel => (ushort)(i == 8 ? 9 : pixel % 8 < 4 ? 1 : i % 2))]), 8);
            table.AppendLine(CultureInfo.InvariantCulture, $"{i}.png,\"{(i == 5 ? "0.png.lost" : i == 6 ? mask[..^20] : mask)}\"");
        }
        folder.Write("table.csv", table.ToString());
        using var toy = new ToyRun();
        TaskOptions[] kinds = [new SegmentationTask { Column = "mask", Classes = ["a", "b"] }, new BoundaryTask { Column = "mask", Classes = ["a", "b"] }, new DepthTask { Column = "mask" }];
        foreach (var (task, left) in kinds.Zip([4, 4, 3]))
        {
            var run = toy.File with
            {
                Data = new Dictionary<string, SourceOptions> { ["table"] = new CsvSource { Path = Path.Combine(folder.Path, "table.csv") } },
                Split = new HashedSplit(),
                Inputs = new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions() },
                Tasks = new Dictionary<string, TaskOptions> { ["mask"] = ((LabelImageTask)task) with { SkipUnreadable = true } },
                Sharing = new HardSharing { Trunk = [] },
            };
            var events = new List<RunEvent>();
            new Experiment(run).Train(new RunOptions { Directory = Path.Combine(folder.Path, "run"), Overwrite = true, OnEvent = events.Add }, Cancellation);
            Assert.Equal(left, events.OfType<RunStarted>().Single().Tasks[0].Missing);
            var notice = events.OfType<Notice>().First().Message;
            Assert.StartsWith($"{left} labels of mask cannot be read and are left out. The first: ", notice, StringComparison.Ordinal);
            Assert.Contains("0.png.lost", notice, StringComparison.Ordinal);
            var said = new List<RunEvent>();
            Experiment.Evaluate(Path.Combine(folder.Path, "run"), Part.Training, said.Add, Cancellation);
            Experiment.Evaluate(Path.Combine(folder.Path, "run"), Part.Test, said.Add, Cancellation);
            Experiment.Evaluate(Path.Combine(folder.Path, "run"), Part.Validation, said.Add, Cancellation);
            Assert.Equal(left, said.OfType<Notice>().Sum(one => int.Parse(one.Message.Split(' ')[0], CultureInfo.InvariantCulture)));
            Assert.StartsWith("table.csv:8  cannot be decoded", Assert.Throws<DataException>(() => new Experiment(run with { Tasks = new Dictionary<string, TaskOptions> { ["mask"] = task } }).Check(cancellation: Cancellation)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_is_the_same_whether_images_and_labels_are_kept_or_read_again()
    {
        using var toy = new ToyRun();
        var run = toy.File with
        {
            Data = new Dictionary<string, SourceOptions> { ["shapes"] = new ShapesSource { Rows = 60, Size = 16, Pixels = true } },
            Split = new HashedSplit(),
            Sharing = new HardSharing { Trunk = [new ConvolutionStage { Channels = 2 }] },
            Training = new JointRegime { Epochs = 2, BatchSize = 8 },
        };
        double[][] losses = [.. new[] { 1024, 0 }.Select(room =>
        {
            var events = new List<RunEvent>();
            new Experiment(run with
            {
                Inputs = new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { Flip = true, CacheMegabytes = room } },
                Tasks = new Dictionary<string, TaskOptions>
                {
                    ["mask"] = new SegmentationTask { CacheMegabytes = room }, ["depth"] = new DepthTask { CacheMegabytes = room }, ["colour"] = new ClassificationTask { Pooled = true },
                },
            }).Train(new RunOptions { Directory = toy["run"], Overwrite = true, OnEvent = events.Add }, Cancellation);
            return (double[])[.. events.OfType<StepCompleted>().Select(step => step.Loss), .. events.OfType<RunCompleted>().Single().Test.SelectMany(task => task.Metrics).Select(metric => metric.Value)];
        })];
        Assert.Equal(losses[0], losses[1]);
    }

    [Fact]
    public void A_run_is_repeated_byte_for_byte()
    {
        using var run = new ToyRun();
        run.Train("one");
        run.Train("two");
        Assert.Equal(File.ReadAllBytes(Path.Combine(run["one"], "model", "model.safetensors")), File.ReadAllBytes(Path.Combine(run["two"], "model", "model.safetensors")));
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_the_last_checkpoint_stands()
    {
        using var run = new ToyRun(tasks: 2);
        var file = run.File with { Optimiser = new Polytask.Optimisation.Sgd { LearningRate = 10 }, Training = new JointRegime { Epochs = 50, BatchSize = 8, CheckpointSeconds = 0 } };
        var error = Assert.Throws<TrainingException>(() => new Experiment(file).Train(new RunOptions { Directory = run["run"] }, Cancellation));
        Assert.Matches("^step [0-9]+, task '(topic|price)': expected a finite loss, found (NaN|Infinity)", error.Message);
        CheckpointFile.Read(Path.Combine(run["run"], "checkpoints", "last.safetensors"));
        Assert.False(File.Exists(Path.Combine(run["run"], "metrics.json")));
    }

    private static void RequireSame(IReadOnlyList<TaskEvaluation> one, IReadOnlyList<TaskEvaluation> other) => Assert.Equivalent(one, other, strict: true);
}
