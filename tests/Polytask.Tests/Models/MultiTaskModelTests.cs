using CsCheck;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Tests.Modules;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Models;

public sealed class MultiTaskModelTests
{
    // Relative to the largest number of each gradient: sums of some dozen products in float, in another order.
    private const double Tolerance = 1e-5;

    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 7, Dropout = 0 }, new DenseStage { Width = 4, Dropout = 0 }];

    public static TheoryData<SharingOptions, int> Models =>
        new(from sharing in new SharingOptions[] { new HardSharing { Trunk = Trunk }, new SingleTask { Trunk = Trunk } } from tasks in Enumerable.Range(1, 5) select (sharing, tasks));

    [Theory, MemberData(nameof(Models))]
    public void A_step_has_the_gradients_of_the_literal_loss(SharingOptions sharing, int tasks)
    {
        var options = Toy.Tasks(tasks, rowWeight: "weight").Select((task, i) => (task.Key, Value: task.Value with { Weight = 0.5 + i })).ToDictionary(task => task.Key, task => task.Value);
        var setup = Toy.Setup(Toy.Prepare(Toy.Table(60, missing: 0.4), options), sharing: sharing);
        Gen.Int[0, 59].Array[1, 12].ForAll(rows =>
        {
            using var scope = torch.NewDisposeScope();
            using var model = Randomised(setup);
            var literal = new LiteralModel(setup, model);
            using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
            var losses = new StepRunner(setup, model, optimiser, null, new TaskBalance(setup, model)).Run([new StepBatch(rows, [.. setup.Tasks.Select(_ => true)])], trainsTrunk: true, rate: 1, step: 0);
            var expected = literal.Loss(rows);
            Assert.Equal(expected.item<float>(), losses.Means().Select((mean, task) => double.IsNaN(mean) ? 0 : mean * setup.Tasks[task].Options.Weight).Sum(), 1e-4);
            if (expected.requires_grad) expected.backward();
            foreach (var parameter in model.Parameters.Dense) Autograd.Close(literal.Gradient(parameter.Name), parameter.Gradient, Tolerance);
            foreach (var table in model.Parameters.Tables)
            {
                var gradient = Enumerable.Range(0, table.Rows).SelectMany(row => table.Gradient[row].ToArray()).ToArray();
                Autograd.Close(literal.Gradient(table.Name), torch.tensor(gradient, [table.Rows, table.Width]), Tolerance);
            }
        }, iter: 8);
    }

    [Theory, MemberData(nameof(Models))]
    public void Predictions_are_the_literal_outputs_and_the_same_every_time(SharingOptions sharing, int tasks)
    {
        var setup = Toy.Setup(tasks: tasks, sharing: sharing);
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var literal = new LiteralModel(setup, model);
        int[] rows = [5, 0, 17, 3];
        var outputs = Predict(model, setup, rows);
        Assert.Equal(outputs, Predict(model, setup, rows));
        var expected = torch.cat([.. setup.Tasks.Select((_, task) => literal.Outputs(task, rows))], 1);
        Autograd.Close(expected, torch.tensor(outputs.SelectMany(row => row).ToArray(), expected.shape), Tolerance);
    }

    [Fact]
    public void Outputs_of_tasks_not_asked_for_cannot_be_read()
    {
        var setup = Toy.Setup(tasks: 2, sharing: new SingleTask { Trunk = Trunk });
        using var scope = torch.NewDisposeScope();
        using var model = setup.CreateModel();
        var outputs = model.Forward(Pass.Prediction(new Batch(setup.Data, new[] { 0, 1 })), [false, true]);
        Assert.Equal(1, outputs[1, 0].Length);
        Assert.Throws<InvalidOperationException>(() => outputs[0, 0].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => outputs[1, 2].Length);
    }

    [Fact]
    public void A_model_that_was_disposed_of_says_so()
    {
        var setup = Toy.Setup();
        var model = setup.CreateModel();
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Forward(Pass.Prediction(new Batch(setup.Data, new[] { 0 })), [true, true, true]));
    }

    [Theory]
    [InlineData(typeof(HardSharing))]
    [InlineData(typeof(SingleTask))]
    public void Names_are_unique_whatever_tasks_and_inputs_are_called(Type kind)
    {
        string[] names = ["heads", "wide", "inputs", "trunk", "tasks", "0", "weight", "bias"];
        InputShape[] inputs = [.. names.Select(name => new BagShape(name, 2, 1, Pooling.Sum, Wide: true))];
        var sharing = (SharingOptions)Activator.CreateInstance(kind)! with { Trunk = Trunk };
        using var model = new MultiTaskModel(inputs, [.. names.Select(name => (name, 1))], sharing, 1); // the store refuses a name twice
        Assert.Equal(names, model.Tasks);
    }

    [Fact]
    public void A_task_is_not_called_what_all_have_in_common() =>
        Assert.StartsWith("tasks.shared: 'shared' stands for", Assert.Throws<ConfigurationException>(() => new MultiTaskModel([new DenseShape("x", 1)], [("shared", 1)], new HardSharing(), 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_tensor_is_left_over_after_steps_and_predictions()
    {
        var setup = Toy.Setup();
        using var model = setup.CreateModel();
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        var steps = new StepRunner(setup, model, optimiser, null, new TaskBalance(setup, model));
        void Work(int count)
        {
            for (var i = 0; i < count; i++)
            {
                steps.Run([new StepBatch(new[] { i % 60, (i + 7) % 60, (i + 13) % 60 }, [true, true, true])], true, 1, i);
                TaskScores.Of(model, setup.Tasks, setup.Data, new[] { 1, 2, 3 });
            }
        }
        Work(1);
        var before = Alive();
        Work(100);
        Assert.Equal(before, Alive());
        using var one = torch.zeros(1);
        Assert.Equal(before + 1, Alive()); // so it does count

        static long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
    }

    private static MultiTaskModel Randomised(TrainingSetup setup)
    {
        var model = setup.CreateModel();
        var random = new RandomStream(1, "randomised");
        Polytask.Testing.Numbers.Fill(Polytask.Testing.Numbers.Of(model.Parameters.Values), random, 0.5);
        foreach (var table in model.Parameters.Tables)
            for (var row = 0; row < table.Rows; row++) Polytask.Testing.Numbers.Fill(table[row], random, 0.5);
        return model;
    }

    private static float[][] Predict(MultiTaskModel model, TrainingSetup setup, int[] rows)
    {
        using var scope = torch.NewDisposeScope();
        var outputs = model.Forward(Pass.Prediction(new Batch(setup.Data, rows)), [.. setup.Tasks.Select(_ => true)]);
        return [.. rows.Select((_, i) => setup.Tasks.SelectMany((_, task) => outputs[task, i].ToArray()).ToArray())];
    }
}
