using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Tests.Balancing;
using Polytask.Tests.Training;
using Polytask.Training;
using Polytask.Vision.Features;
using Polytask.Vision.Sources;
using Polytask.Vision.Tasks;
using TorchSharp;

namespace Polytask.Tests.Models;

/// <summary>Tasks that predict on the way to their predictions.</summary>
public sealed class InitialPredictionTests
{
    private const int Rows = 40, Size = 8;

    // Labels of pixels and of images, some missing; the head of one task reads what another one predicts, and trains it.
    private static readonly Dictionary<string, TaskOptions> Tasks = new()
    {
        ["mask"] = new SegmentationTask { Weight = 2 },
        ["colour"] = new ClassificationTask { Pooled = true },
        ["depth"] = new DepthTask(),
        ["count"] = new OrdinalTask { From = ["colour"] },
    };

    private static readonly StageOptions[] Trunk = [new ConvolutionStage { Channels = 3, Activation = ActivationFunction.Tanh }, new AveragePoolStage(), new ConvolutionStage { Channels = 4, Activation = ActivationFunction.Tanh }];
    private static readonly StageOptions[] Stages = [new ConvolutionStage { Channels = 2, Activation = ActivationFunction.Tanh }];

    public static TheoryData<SharingOptions> Architectures =>
        [new PadNet { Trunk = Trunk, InitialStages = Stages, InitialWeight = 0.3 }, new MtiNet { Trunk = Trunk, InitialStages = Stages, TaskStages = Stages, InitialWeight = 0.3 }];

    [Theory, MemberData(nameof(Architectures))]
    public void The_loss_of_a_task_is_that_of_its_predictions_and_a_share_of_each_on_the_way(SharingOptions sharing)
    {
        using var scope = torch.NewDisposeScope();
        var setup = Setup(sharing);
        using var model = setup.CreateModel();
        var batch = new Batch(setup.Data, new[] { 3, 0, 7, 12, 5 });
        bool[] all = [.. Tasks.Select(_ => true)];
        var pass = Pass.Training(batch, new RandomStream(1, "pass"));
        var outputs = model.Forward(pass, all);
        var (losses, cotangents) = (new TaskLosses(setup.Tasks), outputs.ZerosLike());
        losses.Add(pass.Batch, 0, batch.Count, all, outputs, cotangents);
        var (with, without) = (0.0, 0.0);
        foreach (var task in Enumerable.Range(0, Tasks.Count))
        {
            var (heads, target) = (outputs.HeadsOf(task).ToArray(), setup.Data.Targets[task]);
            Assert.Equal(sharing is PadNet ? 2 : 3, heads.Length);
            Assert.Equal((task, 1.0), heads[0]);
            double Mean(int head)
            {
                var (sum, count, room) = (0.0, 0, new float[target.Width]);
                for (var row = 0; row < batch.Count; row++)
                {
                    if (!target.Has(batch.Rows.Span[row])) continue;
                    var gradient = new float[outputs[head, row].Length];
                    sum += setup.Tasks[task].Loss(outputs[head, row], pass.Batch.Target(task, row, room), gradient);
                    count++;
                    Assert.Equal(gradient.Select(number => (float)(head == task ? 1 : 0.3) * number), cotangents[head, row].ToArray());
                }
                return sum / count;
            }
            Assert.Equal(Mean(task), losses.Final(task), 1e-9);
            Assert.Equal(Mean(task) + heads.Skip(1).Sum(head => 0.3 * Mean(head.Head)), losses.Mean(task), 1e-9);
            (with, without) = (with + losses.Mean(task), without + losses.Final(task));
        }
        Assert.True(with > without);
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Where_the_model_predicts_it_does_so_once(SharingOptions sharing)
    {
        using var scope = torch.NewDisposeScope();
        var setup = Setup(sharing);
        using var model = setup.CreateModel();
        var outputs = model.Forward(Pass.Prediction(new Batch(setup.Data, new[] { 0, 1 })), [.. Tasks.Select(_ => true)]);
        Assert.All(Enumerable.Range(0, Tasks.Count), task => Assert.Equal((task, 1.0), Assert.Single(outputs.HeadsOf(task))));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Every_family_of_balancing_methods_gives_the_same_step_with_even_weights(SharingOptions sharing)
    {
        // Sums of some hundred products in float, in another order, over a few steps of Adam.
        const double rounding = 1e-4;
        IReadOnlyList<NamedArray> After(BalancerOptions balancing)
        {
            var setup = Setup(sharing) with { Balancing = balancing };
            using var network = setup.CreateModel();
            using var optimiser = new ModelOptimiser(network.Parameters, setup.Optimisers);
            using var balance = new TaskBalance(setup, network);
            var runner = new StepRunner(setup, network, optimiser, null, balance);
            for (var step = 0; step < 3; step++) runner.Run([new StepBatch(Enumerable.Range(0, 12).ToArray(), [.. Tasks.Select(_ => true)])], true, 1, step);
            return ParameterSnapshot.Take(network.Parameters).Arrays;
        }
        var expected = After(new Equal());
        foreach (var balancing in new BalancerOptions[] { new EvenGramian(), new EvenJacobian(), new EvenGramian { Path = GradientPath.Loop }, new EvenGramian { Groups = BalancingGroups.Layer } })
            foreach (var (one, other) in expected.Zip(After(balancing)))
                for (var i = 0; i < one.Values.Length; i++) Assert.True(Math.Abs(one.Values[i] - other.Values[i]) < rounding, $"{one.Name}[{i}]: expected {one.Values[i]}, found {other.Values[i]}");
    }

    private static TrainingSetup Setup(SharingOptions sharing) => Toy.Setup(
        PreparedData.Fit(
            new DataSet([Table.Load("shapes", new ShapesSource { Rows = Rows, Size = Size, Pixels = true, Missing = 0.2 }.Open(), CancellationToken.None)]), new HashedSplit(),
            new Dictionary<string, EncoderOptions> { ["image"] = new ImageEncoderOptions { Flip = true } }, Tasks, CancellationToken.None),
        sharing: sharing);
}
