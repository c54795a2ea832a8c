using Polytask.Configuration;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Training;
using Polytask.Training;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class AdaShareTests
{
    private const int Tasks = 3;

    // The first stage cannot be skipped, the others can.
    private static readonly StageOptions[] Stages =
        [new DenseStage { Width = 5, Dropout = 0 }, new DropoutStage { Probability = 0 }, new DenseStage { Width = 5, Dropout = 0 }, new DenseStage { Width = 5, Dropout = 0 }];

    private static readonly AdaShare Options = new() { Trunk = Stages };

    [Fact]
    public void A_prediction_runs_the_stages_that_a_task_has_chosen()
    {
        using var trunk = new LiteralTrunk(Options);
        double[] Path(int task, double[] x) =>
            new[] { 2, 3 }.Aggregate(trunk.Layer("trunk.0", x), (path, stage) => Logits(trunk, task, stage) is [var run, var skip] && run >= skip ? trunk.Layer($"trunk.{stage}", path) : path);
        trunk.Is(Path);
        Assert.Equal(5 * (Inputs + 1) + 2 * 5 * (5 + 1) + 2 * Tasks * 2, trunk.Parameters);
        Assert.All(trunk.Store.Dense, p => Assert.Equal(p.Name.Contains(".policy.", StringComparison.Ordinal) ? p.Name.Split('.')[3] : ParameterStore.Shared, p.Owner));
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.6)]
    public void Training_draws_mixtures_from_the_last_stage_down(double progress)
    {
        // From 1 to 1/16 behind the warm-up, which ends at 0.2 for the last stage and at 0.3 for the one before.
        using var trunk = new LiteralTrunk(Options with { Annealing = new Annealing { WarmUp = 0.2, First = 1, Last = 1.0 / 16 }, Curriculum = 0.2 });
        double At(double begun) => Math.Pow(1.0 / 16, (progress - begun) / (1 - begun));
        var random = new RandomStream(1, "pass");
        double Run(int task, int stage, double temperature)
        {
            double[] drawn = [.. Logits(trunk, task, stage).Select(logit => (logit - Math.Log(-Math.Log(random.NextDouble()))) / temperature)];
            return Softmax(drawn)[0];
        }
        double[] first = [.. Enumerable.Range(0, Tasks).Select(task => progress < 0.3 ? 1 : Run(task, 2, At(0.3)))];
        double[] second = [.. Enumerable.Range(0, Tasks).Select(task => Run(task, 3, At(0.2)))];
        var found = trunk.Trunk.Forward([.. Enumerable.Repeat(true, Tasks)], Pass.Training(trunk.Batch, new RandomStream(1, "pass"), progress));
        for (var row = 0; row < Rows; row++)
            for (var task = 0; task < Tasks; task++)
            {
                var path = trunk.Layer("trunk.0", trunk.Row(row));
                path = Mix([first[task], 1 - first[task]], [trunk.Layer("trunk.2", path), path]);
                path = Mix([second[task], 1 - second[task]], [trunk.Layer("trunk.3", path), path]);
                // Sums of some ten products of size 1, in float, and a logarithm of drawn numbers in float.
                foreach (var (expected, number) in path.Zip(Numbers.Of(found[task]![row].contiguous()).ToArray())) Assert.Equal(expected, number, 1e-5);
            }
    }

    [Fact]
    public void Before_the_choices_it_is_hard_sharing()
    {
        using var trunk = new LiteralTrunk(Options);
        using var hard = new LiteralTrunk(new HardSharing { Trunk = Stages });
        foreach (var parameter in hard.Store.Dense) Numbers.Of(trunk.Store.Dense.Single(p => p.Name == parameter.Name).Value).CopyTo(Numbers.Of(parameter.Value));
        var expected = hard.Trunk.Forward([true], Pass.Prediction(hard.Batch))[0]!;
        Assert.All(trunk.Trunk.Forward([true, true, true], Pass.Training(trunk.Batch, new RandomStream(1, "pass"), progress: 0.05)), found => Assert.True((found! - expected).abs().max().item<float>() < 1e-6)); // one product in another order
    }

    [Theory]
    [InlineData(0.7, 0)]
    [InlineData(0, 0.7)]
    [InlineData(0.3, 0.4)]
    public void What_choices_cost_is_learnt(double sparsity, double alike)
    {
        const double share = 0.25, step = 1.0 / 256;
        using var trunk = new LiteralTrunk(Options with { Sparsity = sparsity, Alike = alike });
        trunk.Store.ZeroGradients();
        trunk.Trunk.PullbackPenalty(Pass.Training(trunk.Batch, new RandomStream(1, "pass"), progress: 0.5), share);
        foreach (var parameter in trunk.Store.Dense)
            for (var i = 0; i < parameter.Length; i++)
            {
                var at = Numbers.Of(parameter.Value)[i];
                double At(double difference)
                {
                    Numbers.Of(parameter.Value)[i] = (float)(at + difference);
                    return share * new[] { 2, 3 }.Sum(stage =>
                    {
                        double[] run = [.. Enumerable.Range(0, Tasks).Select(task => Softmax(Logits(trunk, task, stage))[0])];
                        return sparsity * run.Sum(Math.Log) + alike * (stage == 2 ? 1 : 0.5) * run.Index().Sum(one => run.Skip(one.Index + 1).Sum(other => Math.Abs(one.Item - other)));
                    });
                }
                // A step of 2⁻⁸ of numbers of size 1: h² / 6 times a third derivative below 1 is some 1e-6, and logits in float are off by 1e-7 / h.
                Assert.Equal((At(step) - At(-step)) / (2 * step), Numbers.Of(parameter.Gradient)[i], 1e-4);
                At(0);
            }
    }

    [Fact]
    public void Costs_make_tasks_skip_and_choose_alike()
    {
        double[] Shares(double sparsity)
        {
            var options = new AdaShare { Sparsity = sparsity, Trunk = [new DenseStage { Width = 6 }, new DenseStage { Width = 6 }] };
            using var trainer = new Trainer(Toy.Setup(tasks: 3, regime: new JointRegime { Epochs = 12, BatchSize = 8, Keep = Keep.Last }, sharing: options));
            var events = new List<RunEvent>();
            trainer.Run(events.Add, () => { });
            return [.. events.OfType<GatesMeasured>().Last().Gates.Select(gate => gate.Load[0])];
        }
        Assert.All(Shares(0).Zip(Shares(100)), pair => Assert.True(pair.Second < pair.First, $"{pair.First} became {pair.Second}"));
    }

    [Fact]
    public void A_trunk_without_a_stage_to_skip_is_refused()
    {
        using var store = new ParameterStore(1);
        Assert.Equal(
            "sharing.trunk: expected a trained stage as wide as what it reads, which tasks can skip, found widths of 5, 6 on 4. Give two stages the same width, or choose another kind.",
            Assert.Throws<ConfigurationException>(() => new AdaShare { Trunk = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }] }.Create(store, [new DenseShape("x", Inputs)], ["t0", "t1"])).Message);
    }

    [Fact]
    public void Training_has_time_left_to_choose() => Assert.Equal(
        [("curriculum", "with the warm-up it takes all of training, so that nothing would be chosen in the end. Lower it, or annealing.warmUp.")],
        new AdaShare { Annealing = new Annealing { WarmUp = 0.5 }, Curriculum = 0.5 }.Problems());

    private static double[] Logits(LiteralTrunk trunk, int task, int stage) => trunk.Vector($"trunk.{stage}.policy.{Task(task)}.weight");
}
