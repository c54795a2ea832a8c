using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class StepRunnerTests
{
    [Fact]
    public void A_task_without_labels_keeps_its_parameters_and_what_its_optimiser_remembers()
    {
        using var steps = new Steps(Toy.Setup(tasks: 3, sharing: new SingleTask(), optimiser: new Adam { WeightDecay = 0.1 }));
        steps.Run(steps.Rows(_ => true));
        var (before, state) = (steps.Parameters(), steps.State());
        var target = steps.Setup.Data.Targets[1];
        steps.Run(steps.Rows(row => !target.Has(row)));
        foreach (var array in before.Arrays.Zip(steps.Parameters().Arrays))
        {
            var own = array.First.Name.StartsWith("tasks.price.", StringComparison.Ordinal) || array.First.Name.Contains(".price", StringComparison.Ordinal);
            Assert.True(own == array.First.Values.SequenceEqual(array.Second.Values), array.First.Name);
        }
        foreach (var (name, values) in state)
            if (name.Contains("price", StringComparison.Ordinal)) Assert.Equal(values, steps.State()[name]);
        Assert.Equal(1, steps.Optimiser.Steps["price"]);
        Assert.Equal(2, steps.Optimiser.Steps["topic"]);
    }

    [Fact]
    public void A_step_without_any_label_changes_nothing()
    {
        using var steps = new Steps(Toy.Setup(optimiser: new Adam { WeightDecay = 0.1 }));
        steps.Run(steps.Rows(_ => true));
        var before = steps.Parameters();
        var losses = steps.Runner.Run([new StepBatch(new[] { 0, 1, 2 }, [false, false, false])], true, 1, 1);
        Assert.All(losses.Means(), mean => Assert.True(double.IsNaN(mean)));
        Assert.All(before.Arrays.Zip(steps.Parameters().Arrays), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    [Fact]
    public void A_task_weight_scales_its_gradient()
    {
        float[] Gradient(double weight)
        {
            var tasks = Toy.Tasks(1).ToDictionary(task => task.Key, task => task.Value with { Weight = weight });
            using var steps = new Steps(Toy.Setup(Toy.Prepare(Toy.Table(30), tasks), optimiser: new Sgd()));
            steps.Run(steps.Rows(_ => true));
            return Numbers.Of(steps.Model.Parameters.Gradients).ToArray();
        }
        var (once, thrice) = (Gradient(1), Gradient(3));
        Assert.All(once.Zip(thrice), pair => Assert.Equal(3 * pair.First, pair.Second, 1e-5));
        Assert.Contains(once, g => Math.Abs(g) > 1e-3);
        Assert.All(Gradient(0), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Batches_accumulated_equal_one_batch()
    {
        float[] Gradient(params int[][] batches)
        {
            using var steps = new Steps(Toy.Setup(optimiser: new Sgd()));
            steps.Runner.Run([.. batches.Select(rows => new StepBatch(rows, [true, true, true]))], true, 1, 0);
            return Numbers.Of(steps.Model.Parameters.Gradients).ToArray();
        }
        int[] rows = [.. Enumerable.Range(0, 20)];
        Assert.All(Gradient(rows).Zip(Gradient(rows[..3], rows[3..11], rows[11..])), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_frozen_trunk_stays_bit_for_bit()
    {
        using var steps = new Steps(Toy.Setup(optimiser: new Adam { WeightDecay = 0.1 }));
        steps.Run(steps.Rows(_ => true));
        var before = steps.Parameters();
        steps.Runner.Run([new StepBatch(steps.Rows(_ => true), [true, true, true])], trainsTrunk: false, 1, 1);
        var shared = steps.Model.Parameters.Dense.Select(p => (p.Name, p.Owner)).Concat(steps.Model.Parameters.Tables.Select(t => (t.Name, t.Owner))).ToDictionary(p => p.Name, p => p.Owner == ParameterStore.Shared);
        Assert.All(before.Arrays.Zip(steps.Parameters().Arrays), pair => Assert.Equal(shared[pair.First.Name], pair.First.Values.SequenceEqual(pair.Second.Values)));
    }

    [Fact]
    public void A_gradient_is_clipped_to_the_norm_asked_for()
    {
        using var steps = new Steps(Toy.Setup(regime: new JointRegime { ClipNorm = 0.01 }, optimiser: new Sgd()));
        steps.Run(steps.Rows(_ => true));
        Assert.Equal(0.01, Polytask.Gradients.GradientNorm.Of(steps.Model.Parameters), 1e-6);
    }

    [Fact]
    public void A_loss_that_is_not_finite_names_step_and_task()
    {
        using var steps = new Steps(Toy.Setup());
        var before = steps.Parameters();
        Numbers.Of(steps.Model.Parameters.Dense.Single(p => p.Name == "heads.price.bias").Value).Fill(float.PositiveInfinity);
        var error = Assert.Throws<TrainingException>(() => steps.Runner.Run([new StepBatch(steps.Rows(_ => true), [true, true, true])], true, 1, step: 41));
        Assert.StartsWith("step 42, task 'price': expected a finite loss, found ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before.Arrays[0].Values, steps.Parameters().Arrays[0].Values);
    }

    [Fact]
    public void Dropout_is_a_function_of_seed_and_step()
    {
        float[] After(int first)
        {
            using var steps = new Steps(Toy.Setup(sharing: new HardSharing { Trunk = [new DenseStage { Dropout = 0.5 }] }));
            steps.Runner.Run([new StepBatch(steps.Rows(_ => true), [true, true, true])], true, 1, first);
            return Numbers.Of(steps.Model.Parameters.Values).ToArray();
        }
        Assert.Equal(After(7), After(7));
        Assert.NotEqual(After(7), After(8));
    }

    [Fact]
    public void Fisher_is_the_mean_square_of_the_gradients_of_single_rows()
    {
        using var steps = new Steps(Toy.Setup());
        var target = steps.Setup.Data.Targets[0];
        int[] rows = [.. Enumerable.Range(0, 60).Where(target.Has).Take(7)];
        var earlier = ParameterSnapshot.Zeros(steps.Model.Parameters);
        earlier.Arrays[0].Values[0] = 5;
        var fisher = steps.Runner.AddFisher(earlier, rows.Select(row => new StepBatch(new[] { row }, [true, false, false])));

        using var scope = TorchSharp.torch.NewDisposeScope();
        var literal = rows.Select(row =>
        {
            var model = new Models.LiteralModel(steps.Setup with { Tasks = [.. steps.Setup.Tasks.Take(1)] }, steps.Model);
            model.Loss([row]).backward();
            return model;
        }).ToArray();
        foreach (var (i, array) in fisher.Arrays.Index())
        {
            var expected = TorchSharp.torch.stack([.. literal.Select(model => model.Gradient(array.Name) * model.Gradient(array.Name))]).mean([0]);
            var (numbers, first) = (expected.data<float>().ToArray(), i == 0 ? 5 : 0);
            Assert.All(numbers.Select((n, at) => n + (at == 0 ? first : 0)).Zip(array.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, pair.First)));
        }
    }

    private sealed class Steps : IDisposable
    {
        public Steps(TrainingSetup setup)
        {
            (Setup, Model) = (setup, setup.CreateModel());
            Optimiser = new ModelOptimiser(Model.Parameters, setup.Optimisers);
            Runner = new StepRunner(setup, Model, Optimiser, null, new TaskBalance(setup, Model));
        }

        public TrainingSetup Setup { get; }

        public MultiTaskModel Model { get; }

        public ModelOptimiser Optimiser { get; }

        public StepRunner Runner { get; }

        public int[] Rows(Func<int, bool> which) => [.. Enumerable.Range(0, Setup.Data.Count).Where(which).Take(12)];

        public void Run(int[] rows) => Runner.Run([new StepBatch(rows, [.. Setup.Tasks.Select(_ => true)])], true, 1, 0);

        public ParameterSnapshot Parameters() => ParameterSnapshot.Take(Model.Parameters);

        public Dictionary<string, float[]> State() => Optimiser.State.ToDictionary(s => s.Name, s => s.Buffer.ToArray());

        public void Dispose()
        {
            Optimiser.Dispose();
            Model.Dispose();
        }
    }
}
