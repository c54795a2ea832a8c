using CsCheck;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Tests.Balancing;
using Polytask.Tests.Modules;
using Polytask.Tests.Sharing;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Models;

/// <summary>Tasks that are given others, and heads that read what others predict.</summary>
public sealed class TaskLinksTests
{
    // Relative to the largest number of each gradient: sums of some dozen products in float, in another order; the literal loss also divides by 1 - p.
    private const double LiteralTolerance = 1e-4, Tolerance = 1e-5;
    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 7, Dropout = 0 }, new DenseStage { Width = 4, Dropout = 0 }];

    private static readonly Dictionary<string, IReadOnlyDictionary<string, TaskOptions>> Links = new()
    {
        ["given"] = Journey.Tasks, ["given and read"] = Journey.Linked, ["read"] = Toy.Linked(), ["read backwards"] = Toy.Linked(backwards: true),
    };

    public static TheoryData<string, SharingOptions> Literal =>
        new(from links in Links.Keys from sharing in new SharingOptions[] { new HardSharing { Trunk = Trunk }, new SingleTask { Trunk = Trunk } } select (links, sharing));

    public static TheoryData<string, SharingOptions> Paths =>
        new(from links in Links.Keys from sharing in SharingTests.Architectures.Select(row => row.Data) where !sharing.NeedsMaps select (links, sharing with { Trunk = [new DenseStage { Width = 6, Dropout = 0 }, new DenseStage { Width = 4, Dropout = 0 }, new DenseStage { Width = 4, Dropout = 0 }] }));

    public static TheoryData<string> Methods => [.. Kinds.Of(typeof(Equal)).Family.Kinds.Where(kind => kind.Options.Assembly == typeof(Equal).Assembly).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Literal))]
    public void A_step_has_the_gradients_of_the_literal_loss(string links, SharingOptions sharing)
    {
        var setup = Setup(links, sharing);
        Gen.Int[0, 59].Array[1, 12].ForAll(rows =>
        {
            using var scope = torch.NewDisposeScope();
            using var model = Randomised(setup);
            var literal = new LiteralModel(setup, model);
            var losses = Run(setup, model, rows);
            var expected = literal.Loss(rows);
            Assert.Equal(expected.item<float>(), losses.Means().Select((mean, task) => double.IsNaN(mean) ? 0 : mean * setup.Tasks[task].Options.Weight).Sum(), 1e-4);
            if (expected.requires_grad) expected.backward();
            foreach (var parameter in model.Parameters.Dense) Autograd.Close(literal.Gradient(parameter.Name), parameter.Gradient, LiteralTolerance);
            foreach (var table in model.Parameters.Tables)
            {
                var gradient = Enumerable.Range(0, table.Rows).SelectMany(row => table.Gradient[row].ToArray()).ToArray();
                Autograd.Close(literal.Gradient(table.Name), torch.tensor(gradient, [table.Rows, table.Width]), LiteralTolerance);
            }
        }, iter: 10);
    }

    [Theory]
    [InlineData("given")]
    [InlineData("given and read")]
    public void Outputs_are_the_logits_of_the_products(string links)
    {
        var setup = Setup(links, new SingleTask { Trunk = Trunk });
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var literal = new LiteralModel(setup, model);
        int[] rows = [.. Enumerable.Range(0, 60)];
        for (var task = 0; task < 3; task++)
        {
            // Asked for by itself, too, a task has what it takes from others.
            var outputs = model.Forward(Pass.Prediction(new Batch(setup.Data, rows)), [.. setup.Tasks.Select((_, other) => other == task)]);
            var prediction = new float[2];
            var expected = Numbers.Of(literal.Probability(task, rows).contiguous());
            foreach (var row in rows)
            {
                setup.Tasks[task].Predict(outputs[task, row], prediction);
                Assert.Equal(expected[row], prediction[1], 1e-6f);
            }
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void However_the_tasks_gradients_are_computed_they_are_those_of_one_way_back_per_task(string links, SharingOptions sharing)
    {
        var setup = Setup(links, sharing);
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var (pass, tasks, all, outputs, cotangents) = Forward(setup, model);
        // Of a batch whose rows have a label of one task each.
        var (single, taskOfRow) = (outputs.ZerosLike(), Enumerable.Range(0, 20).Select(row => row % tasks.Length).ToArray());
        foreach (var (row, task) in taskOfRow.Index()) cotangents[task, row].CopyTo(single[task, row]);

        foreach (var (given, rows, stacked) in new[] { (cotangents, null, true), (cotangents, null, false), (single, taskOfRow, true), (single, null, true) })
        {
            var gradients = model.TaskGradients(given, pass, tasks, rows, stacked);
            foreach (var task in tasks)
            {
                double[] weights = [.. tasks.Select(other => other == task ? 1.0 : 0)];
                Close(After(() => model.Pullback(given.Only(task), pass, all)), After(() => { foreach (var layer in gradients.Layers) layer.Accumulate(weights); }));
            }
        }
        // What is not shared is all that remains.
        Close(After(() => model.Pullback(cotangents, pass, all), own: true), After(() => model.PullbackOwn(cotangents, pass, all, reached: false), own: true));
        Assert.All(After(() => model.PullbackOwn(cotangents, pass, all, reached: false)), number => Assert.Equal(0, number));

        float[] After(Action add, bool own = false)
        {
            model.Parameters.ZeroGradients();
            add();
            return [.. Gradients(model, owner => model.Parameters.IsShared(owner) != own)];
        }
    }

    [Theory]
    [InlineData("given")]
    [InlineData("given and read")]
    [InlineData("read")]
    [InlineData("read backwards")]
    public void The_representation_is_balanced_with_all_ways_that_lead_to_it(string links)
    {
        var setup = Setup(links, new HardSharing { Trunk = Trunk });
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var (pass, tasks, _, _, cotangents) = Forward(setup, model);
        var stack = model.PullbackToRepresentation(cotangents, pass, tasks);
        foreach (var task in tasks) Close(After(() => model.PullbackTrunk(cotangents.Only(task), pass)), After(() => model.PullbackRepresentation(stack[task], pass)));
        var (whole, parts) = (new SquareMatrix(tasks.Length), new SquareMatrix(tasks.Length));
        model.AddRepresentationGramian(cotangents, pass, tasks, whole);
        for (var part = 0; part < 3; part++) model.AddRepresentationGramian(cotangents, pass, tasks, parts, part, 3);
        foreach (var k in tasks)
            foreach (var l in tasks)
            {
                var product = (stack[k] * stack[l]).sum(type: torch.ScalarType.Float32).item<float>();
                Assert.Equal(product, whole[k, l], LiteralTolerance * Math.Max(1, Math.Abs(product)));
                Assert.Equal(whole[k, l], parts[k, l], LiteralTolerance * Math.Max(1, Math.Abs(product)));
            }

        float[] After(Action add)
        {
            model.Parameters.ZeroGradients();
            add();
            return [.. Gradients(model, owner => owner == ParameterStore.Shared)];
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Every_family_of_balancing_methods_gives_the_same_step_with_even_weights(string links, SharingOptions sharing)
    {
        var level = sharing is HardSharing ? BalancingLevel.Features : BalancingLevel.Parameters;
        var expected = After(new Equal());
        foreach (var balancing in new BalancerOptions[] { new EvenGramian(), new EvenJacobian(), new EvenGramian { Path = GradientPath.Loop }, new EvenGramian { Groups = BalancingGroups.Layer }, new EvenGramian { Level = level } })
            Close(expected, After(balancing));

        float[] After(BalancerOptions balancing)
        {
            // Steps as large as their gradients: rounding stays what it is.
            var descent = new Sgd { LearningRate = 0.1 };
            var setup = Setup(links, sharing, missing: 0) with { Balancing = balancing, Optimisers = new(descent, descent, descent) };
            using var model = setup.CreateModel();
            Run(setup, model, [.. Enumerable.Range(0, 20)]);
            return [.. ParameterSnapshot.Take(model.Parameters).Arrays.SelectMany(array => array.Values)];
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Every_balancing_method_trains_what_tells_and_what_is_told(string method)
    {
        var balancing = (BalancerOptions)Activator.CreateInstance(Kinds.Of(typeof(Equal)).Family.Find(method)!.Options)!;
        BalancerOptions[] levels = balancing is GradientBalancing { FeaturesProblem: null } gradients ? [balancing, gradients with { Level = BalancingLevel.Features }] : [balancing];
        foreach (var options in levels)
        {
            var setup = Setup("read", new HardSharing { Trunk = Trunk }) with { Balancing = options };
            using var model = setup.CreateModel();
            using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
            using var balance = new TaskBalance(setup, model);
            var steps = new StepRunner(setup, model, optimiser, null, balance);
            var before = ParameterSnapshot.Take(model.Parameters).Arrays;
            for (var step = 0; step < 3; step++) steps.Run([new StepBatch(Enumerable.Range(20 * step, 20).ToArray(), [.. setup.Tasks.Select(_ => true)])], trainsTrunk: true, rate: 1, step);
            var after = ParameterSnapshot.Take(model.Parameters).Arrays;
            Assert.All(after, array => Assert.DoesNotContain(array.Values, number => !float.IsFinite(number)));
            foreach (var (one, other) in before.Zip(after).Where(pair => pair.First.Name.StartsWith("heads.", StringComparison.Ordinal)))
                Assert.False(one.Values.SequenceEqual(other.Values), $"{method}: {one.Name} did not move.");
        }
    }

    [Theory]
    [InlineData("given", 0, "cart click purchase")]
    [InlineData("given", 1, "click")]
    [InlineData("given", 2, "cart click")]
    [InlineData("given and read", 0, "cart click purchase")]
    [InlineData("given and read", 2, "cart")]
    public void A_label_of_the_later_task_alone_trains_the_heads_of_all_before_but_where_the_gradient_is_stopped(string links, int task, string moved)
    {
        var setup = Setup(links, new SingleTask { Trunk = Trunk });
        int[] rows = [.. Enumerable.Range(0, 60).Where(row => setup.Data.Targets[0].Has(row)).Take(8)];
        using var model = setup.CreateModel();
        var before = ParameterSnapshot.Take(model.Parameters).Arrays;
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        new StepRunner(setup, model, optimiser, null, new TaskBalance(setup, model)).Run([new StepBatch(rows, [.. setup.Tasks.Select((_, other) => other == task)])], trainsTrunk: true, rate: 1, step: 0);
        var after = ParameterSnapshot.Take(model.Parameters).Arrays;
        Assert.Equal(moved.Split(' '), before.Zip(after).Where(pair => !pair.First.Values.SequenceEqual(pair.Second.Values)).Select(pair => pair.First.Name.Split('.')[1]).Distinct().Order());
    }

    private static TrainingSetup Setup(string links, SharingOptions sharing, double missing = 0.3) => Toy.Setup(
        links.StartsWith("given", StringComparison.Ordinal)
            ? Toy.Prepare(Journey.Table(60, missing), Links[links], Journey.Inputs)
            : Toy.Prepare(Toy.Table(60, missing), Links[links]),
        sharing: sharing);

    /// <summary>A pass over twenty rows with all tasks, and the gradients of their losses by the outputs.</summary>
    private static (Pass Pass, int[] Tasks, bool[] All, TaskOutputs Outputs, TaskOutputs Cotangents) Forward(TrainingSetup setup, MultiTaskModel model)
    {
        int[] tasks = [.. setup.Tasks.Select((_, task) => task)];
        var all = Array.ConvertAll(tasks, _ => true);
        var batch = new Batch(setup.Data, Enumerable.Range(0, 20).ToArray());
        var pass = Pass.Training(batch, new RandomStream(1, "pass"));
        var outputs = model.Forward(pass, all);
        var cotangents = outputs.ZerosLike();
        new TaskLosses(setup.Tasks).Add(batch, 0, batch.Count, all, outputs, cotangents);
        return (pass, tasks, all, outputs, cotangents);
    }

    private static MultiTaskModel Randomised(TrainingSetup setup)
    {
        var model = setup.CreateModel();
        var random = new RandomStream(3, "links");
        Numbers.Fill(Numbers.Of(model.Parameters.Values), random, 0.5);
        foreach (var table in model.Parameters.Tables)
            for (var row = 0; row < table.Rows; row++) Numbers.Fill(table[row], random, 0.5);
        return model;
    }

    private static TaskLosses Run(TrainingSetup setup, MultiTaskModel model, int[] rows)
    {
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        using var balance = new TaskBalance(setup, model);
        return new StepRunner(setup, model, optimiser, null, balance).Run([new StepBatch(rows, [.. setup.Tasks.Select(_ => true)])], trainsTrunk: true, rate: 1, step: 0);
    }

    private static IEnumerable<float> Gradients(MultiTaskModel model, Func<string, bool> owners) =>
        model.Parameters.Dense.Where(p => owners(p.Owner)).SelectMany(p => Numbers.Of(p.Gradient).ToArray())
            .Concat(model.Parameters.Tables.Where(t => owners(t.Owner)).SelectMany(t => Enumerable.Range(0, t.Rows).SelectMany(row => t.Gradient[row].ToArray())));

    private static void Close(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Append(1).Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], Tolerance * scale);
    }
}
