using Polytask.Data;
using Polytask.Features;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Sources;
using Polytask.Vision.Tasks;

namespace Polytask.Tests.Inference;

/// <summary>What is shown of models that read images.</summary>
public sealed class ImageEvaluationTests
{
    private const int Size = 16;
    private const string Picture = "data:image/png;base64,";

    private static readonly Dictionary<string, TaskOptions> Tasks = new()
    {
        ["shape"] = new ClassificationTask(), ["mask"] = new SegmentationTask { Classes = ["ground", "circle", "cross", "square", "triangle"] }, ["depth"] = new DepthTask(),
        ["normals"] = new NormalsTask { Column = "depth", FocalX = 20, FocalY = 20 }, ["box"] = new BoxTask(),
    };

    private static readonly TrainingSetup Setup = Toy.Setup(
        PreparedData.Fit(
            new DataSet([Table.Load("shapes", new ShapesSource { Rows = 80, Size = Size, Pixels = true, Missing = 0.2 }.Open(), CancellationToken.None)]), new HashedSplit(),
            new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions() }, Tasks, CancellationToken.None),
        sharing: new HardSharing { Trunk = [new ConvolutionStage { Channels = 4 }] });

    private static readonly int[] Rows = [.. Enumerable.Range(0, 80)];

    [Fact]
    public void Worst_rows_and_rows_at_random_are_pictures_with_what_they_hang_on()
    {
        using var model = Setup.CreateModel();
        var evaluations = Evaluate(model);
        foreach (var (evaluation, task) in evaluations.Zip(Setup.Tasks))
        {
            Assert.Equal(6, evaluation.Samples!.Count);
            Assert.NotEmpty(evaluation.Mistakes);
            Assert.All(evaluation.Mistakes.Concat(evaluation.Samples), row =>
            {
                Assert.StartsWith(Picture, row.Input, StringComparison.Ordinal);
                Assert.StartsWith(Picture, row.Saliency, StringComparison.Ordinal);
                Assert.Equal(task.Name != "shape", row.Truth.StartsWith(Picture, StringComparison.Ordinal));
                Assert.Equal(task.Name != "shape", row.Prediction.StartsWith(Picture, StringComparison.Ordinal));
            });
            Assert.Equal(evaluation.Mistakes.OrderByDescending(row => row.Loss), evaluation.Mistakes);
        }
        Assert.True(evaluations[1].Samples!.Select(row => row.Loss).Distinct().Count() > 1);
        Assert.NotEqual(evaluations[1].Samples!.Select(row => row.Place), evaluations[1].Mistakes.Take(6).Select(row => row.Place));
    }

    [Fact]
    public void The_same_seed_shows_the_same_rows_and_another_one_others()
    {
        using var model = Setup.CreateModel();
        Assert.Equal(Evaluate(model)[1].Samples, Evaluate(model)[1].Samples);
        Assert.NotEqual(Evaluate(model)[1].Samples!.Select(row => row.Place), Evaluate(model, seed: 2)[1].Samples!.Select(row => row.Place));
    }

    [Fact]
    public void Pixels_are_counted_by_class()
    {
        using var model = Setup.CreateModel();
        var evaluations = Evaluate(model);
        Assert.Equal(["ground", "circle", "cross", "square", "triangle"], evaluations[1].Confusion!.Labels);
        Assert.Equal("pixels", evaluations[1].Confusion!.Counted);
        Assert.Equal(evaluations[1].Rows * Size * Size, evaluations[1].Confusion!.Counts.Sum(counts => counts.Sum()));
        var right = evaluations[1].Confusion!.Counts.Index().Sum(row => row.Item[row.Index]);
        Assert.Equal(evaluations[1].Metrics.Single(metric => metric.Name == "pixel_accuracy").Value, (double)right / (evaluations[1].Rows * Size * Size), 1e-12);
        Assert.Null(evaluations[2].Confusion);
    }

    [Fact]
    public void Colours_have_a_legend()
    {
        using var model = Setup.CreateModel();
        var legends = Evaluate(model).Select(evaluation => evaluation.Legend).ToArray();
        Assert.Null(legends[0]);
        Assert.Equal(["ground", "circle", "cross", "square", "triangle"], legends[1]!.Entries.Select(entry => entry.Label));
        Assert.Equal(5, legends[1]!.Entries.Select(entry => entry.Colour).Distinct().Count());
        Assert.True(legends[2]!.IsScale);
        Assert.All(legends[2]!.Entries, entry => Assert.EndsWith(" m", entry.Label, StringComparison.Ordinal));
        Assert.Equal(["to the camera", "right", "left", "up", "down"], legends[3]!.Entries.Select(entry => entry.Label));
    }

    [Fact]
    public void Metrics_with_pictures_are_read_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        using var model = Setup.CreateModel();
        var written = Evaluate(model);
        MetricsFile.Write(folder["metrics.json"], new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = written });
        var read = MetricsFile.Read(folder["metrics.json"])["test"];
        Assert.Equal(written[1].Samples, read[1].Samples);
        Assert.Equal(written[1].Legend!.Entries, read[1].Legend!.Entries);
        Assert.Equal("pixels", read[1].Confusion!.Counted);
    }

    [Fact]
    public void A_saved_model_says_what_its_predictions_hang_on_where_it_is_asked()
    {
        using var folder = new TemporaryFolder();
        using var model = Setup.CreateModel();
        var encoders = PreparedData.Fit(
            Setup.Split.DataSet, new HashedSplit(), new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions() }, Tasks, CancellationToken.None).Encoders;
        SavedModel.Write(folder["model"], encoders, Setup.Tasks, Setup.Sharing, [([.. Tasks.Keys.Select((_, task) => task)], ParameterSnapshot.Take(model.Parameters))]);
        using var predictor = Predictor.Load(folder["model"]);
        Assert.True(predictor.ReadsImages);
        var source = new ShapesSource { Rows = 3, Size = Size }.Open();
        foreach (var ((_, plain), (_, explained)) in predictor.Predict(source).Zip(predictor.Predict(source, saliency: true)))
            foreach (var (one, other) in plain.Tasks.Zip(explained.Tasks))
            {
                Assert.Null(one.Saliency);
                using var picture = SkiaSharp.SKBitmap.Decode(other.Saliency);
                Assert.Equal((Size, Size), (picture.Width, picture.Height));
                Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
            }
    }

    private static IReadOnlyList<TaskEvaluation> Evaluate(MultiTaskModel model, long seed = 1) =>
        Evaluator.Evaluate([([.. Tasks.Keys.Select((_, task) => task)], model)], Setup.Tasks, Setup.Data, Rows, Setup.Split.DataSet, "image", seed);
}
