using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Tests.Training;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Sources;
using Polytask.Vision.Tasks;
using TorchSharp;

namespace Polytask.Tests.Models;

public sealed class SaliencyTests
{
    private const int Rows = 24, Size = 16;

    // Sums of 768 products of size 0.01, in float.
    private const double Rounding = 1e-4;

    private static readonly Dictionary<string, TaskOptions> Tasks = new()
    {
        ["shape"] = new ClassificationTask(), ["colour"] = new ClassificationTask(), ["mask"] = new SegmentationTask(), ["box"] = new BoxTask(), ["count"] = new OrdinalTask(),
    };

    [Fact]
    public void Of_a_linear_model_the_places_add_up_to_the_score()
    {
        var setup = Setup([], only: "shape");
        using var model = setup.CreateModel();
        foreach (var (row, seen) in Of(model, setup, 0).Index())
        {
            using var scope = torch.NewDisposeScope();
            // The image of the mean alone is zeros: what it gives is the bias.
            var blank = new EncodedRows(1, [new ImageColumn(new([null], 3 * Size * Size), [new float[256], new float[256], new float[256]], Size, Size)], []);
            var (outputs, bias) = (Outputs(model, setup.Data, row), Outputs(model, blank, 0));
            var chosen = outputs.AsSpan().IndexOf(outputs.Max());
            Assert.Equal(outputs[chosen] - bias[chosen], seen.Relevance.Sum(), Rounding);
            Assert.Contains(seen.Relevance, place => place > 0);
        }
    }

    [Fact]
    public void Predictions_are_those_of_the_model_and_its_gradients_stay()
    {
        var setup = Setup([new ConvolutionStage { Channels = 4 }, new BatchNormStage { Activation = ActivationFunction.Relu }, new DropoutStage { Probability = 0.5 }]);
        using var model = setup.CreateModel();
        foreach (var parameter in model.Parameters.Dense) Numbers.Of(parameter.Gradient).Fill(7);
        for (var task = 0; task < setup.Tasks.Count; task++)
            foreach (var (row, seen) in Of(model, setup, task).Index())
            {
                using var scope = torch.NewDisposeScope();
                var (expected, all) = (new float[setup.Tasks[task].PredictionWidth], new bool[setup.Tasks.Count]);
                all[task] = true;
                setup.Tasks[task].Predict(model.Forward(Pass.Prediction(new Batch(setup.Data, new[] { row })), all)[task, 0], expected);
                foreach (var (one, other) in expected.Zip(seen.Prediction)) Assert.Equal(one, other, Rounding);
                Assert.Equal(Size * Size, seen.Relevance.Length);
                Assert.Contains(seen.Relevance, place => place != 0);
            }
        Assert.All(model.Parameters.Dense, parameter => Assert.All(parameter.Gradient.data<float>().ToArray(), gradient => Assert.Equal(7, gradient)));
    }

    [Fact]
    public void No_tensor_is_left()
    {
        var setup = Setup([new ConvolutionStage { Channels = 2 }]);
        using var model = setup.CreateModel();
        _ = Of(model, setup, 2).Count();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        _ = Of(model, setup, 2).Count();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static IEnumerable<(float[] Prediction, float[] Relevance)> Of(MultiTaskModel model, TrainingSetup setup, int task) =>
        Saliency.Of(model, setup.Tasks[task], task, setup.Data, Enumerable.Range(0, Rows).ToArray(), input: 0);

    private static float[] Outputs(MultiTaskModel model, EncodedRows data, int row) => model.Forward(Pass.Prediction(new Batch(data, new[] { row })), [true])[0, 0].ToArray();

    private static TrainingSetup Setup(StageOptions[] trunk, string? only = null) => Toy.Setup(
        PreparedData.Fit(
            new DataSet([Table.Load("shapes", new ShapesSource { Rows = Rows, Size = Size, Pixels = true }.Open(), CancellationToken.None)]), new HashedSplit(),
            new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { Flip = true } }, Tasks.Where(task => only is null || task.Key == only).ToDictionary(), CancellationToken.None),
        sharing: new HardSharing { Trunk = trunk });
}
