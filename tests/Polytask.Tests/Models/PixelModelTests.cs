using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Tests.Modules;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Sources;
using Polytask.Vision.Tasks;
using TorchSharp;
using TestNumbers = Polytask.Testing.Numbers;

namespace Polytask.Tests.Models;

/// <summary>Models whose tasks label pixels, beside tasks that label the whole image.</summary>
public sealed class PixelModelTests
{
    private const int Rows = 48, Size = 16;

    private static readonly Dictionary<string, TaskOptions> Tasks = new()
    {
        ["colour"] = new ClassificationTask { Pooled = true },
        ["mask"] = new SegmentationTask(),
        ["count"] = new OrdinalTask(),
        ["edge"] = new BoundaryTask { Column = "mask" },
        ["there"] = new ClassPresenceTask { Column = "mask" },
        ["depth"] = new DepthTask(),
        ["normals"] = new NormalsTask { Column = "depth", FocalX = 20, FocalY = 20 },
    };

    // Maps half as large as the image, so that heads have to enlarge them.
    private static readonly StageOptions[] Trunk = [new ConvolutionStage { Channels = 4, Stride = 2 }, new BatchNormStage { Activation = ActivationFunction.Tanh }];

    public static TheoryData<BalancerOptions> Balancers =>
    [
        new Equal(), new UPGrad(), new UPGrad { Level = BalancingLevel.Features }, new PCGrad(), new CAGrad(), new Mgda(), new NashMtl(), new AlignedMtl(), new FairGrad(), new GradNorm(), new GradDrop(),
        new DynamicWeightAverage(), new FastAdaptiveBalancing(), new OptimalUncertainty(), new AutoLambda(),
    ];

    [Theory, MemberData(nameof(Balancers))]
    public void Every_method_trains_them(BalancerOptions balancing)
    {
        using var folder = new TemporaryFolder();
        var file = new Polytask.Configuration.RunFile
        {
            Data = new Dictionary<string, SourceOptions> { ["shapes"] = new ShapesSource { Rows = Rows, Size = Size, Pixels = true, Missing = 0.1 } },
            Split = new HashedSplit(),
            Inputs = new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { Flip = true, Shift = 2 } },
            Tasks = Tasks,
            Sharing = new HardSharing { Trunk = Trunk },
            Balancing = balancing,
            Training = new JointRegime { Epochs = 1, BatchSize = 8, Mixup = 0.4 },
        };
        var result = new Experiment(file).Train(new RunOptions { Directory = folder["run"] }, TestContext.Current.CancellationToken);
        Assert.Equal(Tasks.Keys, result.Test.Select(task => task.Task));
        Assert.All(result.Test, task => Assert.True(double.IsFinite(task.Loss)));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 0.5)]
    [InlineData(false, 0.5)]
    public void The_gradients_of_tasks_are_those_of_each_alone(bool stacked, double mixup)
    {
        using var scope = torch.NewDisposeScope();
        var setup = Setup(Trunk);
        using var model = setup.CreateModel();
        var batch = new Batch(setup.Data, new[] { 3, 0, 7, 12, 5 });
        bool[] active = [.. Tasks.Select(_ => true)];
        var pass = Pass.Training(batch, new RandomStream(1, "pass"), mixup: mixup);
        var outputs = model.Forward(pass, active);
        var cotangents = outputs.ZerosLike();
        new TaskLosses(setup.Tasks).Add(pass.Batch, 0, batch.Count, active, outputs, cotangents);
        int[] tasks = [.. Enumerable.Range(0, Tasks.Count)];

        var numbers = new SharedNumbers(model.Parameters);
        var gradients = model.TaskGradients(cotangents, pass, tasks, stacked: stacked);
        var segments = new List<Segment>();
        foreach (var layer in gradients.Layers) layer.AddSegments(numbers, segments);
        using var jacobian = new Jacobian();
        jacobian.Reset(tasks.Length, segments);
        var at = 0;
        foreach (var layer in gradients.Layers) at = layer.Fill(jacobian, at);

        var gramian = new SquareMatrix(tasks.Length);
        model.AddRepresentationGramian(cotangents, pass, tasks, gramian);
        var representations = model.PullbackToRepresentation(cotangents, pass, tasks).view(tasks.Length, -1);
        Autograd.Close(representations.mm(representations.t()), torch.tensor(tasks.SelectMany(row => gramian[row].ToArray().Select(product => (float)product)).ToArray(), tasks.Length, tasks.Length));
        foreach (var task in tasks)
        {
            model.Parameters.ZeroGradients();
            model.PullbackTrunk(cotangents.Only(task), pass);
            var expected = new float[numbers.Length];
            foreach (var parameter in model.Parameters.Dense.Where(parameter => parameter.Owner == ParameterStore.Shared))
                TestNumbers.Of(parameter.Gradient).CopyTo(expected.AsSpan((int)numbers[parameter.Name]));
            var found = new float[numbers.Length];
            foreach (var (start, length, offset) in jacobian.Segments)
                for (var i = 0; i < length; i++) found[offset + i] = (float)jacobian[task][start + i];
            Assert.Contains(expected, number => number != 0);
            Autograd.Close(torch.tensor(expected), torch.tensor(found));
        }
    }

    [Fact]
    public void Labels_that_are_seen_are_those_of_the_image_that_is_seen()
    {
        var setup = Setup(Trunk);
        var batch = new Batch(setup.Data, Enumerable.Range(0, Rows).ToArray());
        var (one, other) = (Pass.Training(batch, new RandomStream(1, "pass")).Batch, Pass.Training(batch, new RandomStream(1, "pass")).Batch);
        var (moved, room, again) = (0, new float[Size * Size], new float[Size * Size]);
        for (var i = 0; i < Rows; i++)
        {
            var label = one.Target(1, i, room);
            Assert.Equal(label, other.Target(1, i, again));
            if (!label.SequenceEqual(setup.Data.Targets[1][i])) moved++;
        }
        Assert.True(moved > Rows / 2, $"{moved} of {Rows} moved."); // a shift by up to two pixels is none in one of 25 times
    }

    [Fact]
    public void A_trunk_without_maps_is_refused() => Assert.StartsWith(
        "tasks.mask: labels every pixel, so the trunk must end in maps", Assert.Throws<ConfigurationException>(() => Setup([.. Trunk, new DenseStage { Width = 4 }]).CreateModel()).Message, StringComparison.Ordinal);

    private static TrainingSetup Setup(StageOptions[] trunk) => Toy.Setup(
        PreparedData.Fit(
            new DataSet([Table.Load("shapes", new ShapesSource { Rows = Rows, Size = Size, Pixels = true }.Open(), CancellationToken.None)]), new HashedSplit(),
            new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { Flip = true, Shift = 2 } }, Tasks, CancellationToken.None),
        sharing: new HardSharing { Trunk = trunk });
}
