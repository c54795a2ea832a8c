using CsCheck;
using Polytask.Balancing;
using Polytask.Data;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Balancing;
using Polytask.Tests.Modules;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Models;

public sealed class TaskConditionsTests
{
    // Relative to the largest number of each gradient: sums of some dozen products in float, in another order; the literal loss also divides by 1 - p.
    private const double Tolerance = 1e-4;
    private static readonly bool[] All = [true, true, true];
    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 7, Dropout = 0 }, new DenseStage { Width = 4, Dropout = 0 }];

    public static TheoryData<SharingOptions> Literal => [new HardSharing { Trunk = Trunk }, new SingleTask { Trunk = Trunk }];

    public static TheoryData<SharingOptions> Shared => [new HardSharing { Trunk = Trunk }, new Mmoe { Trunk = Trunk, Experts = 3 }, new LowRankSharing { Trunk = Trunk }];

    [Theory, MemberData(nameof(Literal))]
    public void A_step_has_the_gradients_of_the_product_of_probabilities(SharingOptions sharing)
    {
        var setup = Setup(sharing);
        Gen.Int[0, 59].Array[1, 12].ForAll(rows =>
        {
            using var scope = torch.NewDisposeScope();
            using var model = Randomised(setup);
            var literal = new LiteralModel(setup, model);
            var losses = Run(setup, model, rows);
            var expected = literal.Loss(rows);
            Assert.Equal(expected.item<float>(), losses.Means().Select((mean, task) => double.IsNaN(mean) ? 0 : mean * setup.Tasks[task].Options.Weight).Sum(), 1e-4);
            if (expected.requires_grad) expected.backward();
            foreach (var parameter in model.Parameters.Dense) Autograd.Close(literal.Gradient(parameter.Name), parameter.Gradient, Tolerance);
        }, iter: 20);
    }

    [Theory, MemberData(nameof(Literal))]
    public void Outputs_are_the_logits_of_the_products(SharingOptions sharing)
    {
        var setup = Setup(sharing);
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var literal = new LiteralModel(setup, model);
        int[] rows = [.. Enumerable.Range(0, 60)];
        for (var task = 0; task < 3; task++)
        {
            // Asked for by itself, too, a task has what it is given.
            var outputs = model.Forward(Pass.Prediction(new Batch(setup.Data, rows)), [.. All.Select((_, other) => other == task)]);
            var prediction = new float[2];
            var expected = Numbers.Of(literal.Probability(task, rows).contiguous());
            foreach (var row in rows)
            {
                setup.Tasks[task].Predict(outputs[task, row], prediction);
                Assert.Equal(expected[row], prediction[1], 1e-6f);
            }
        }
    }

    [Theory, MemberData(nameof(Shared))]
    public void A_task_s_gradient_comes_through_the_heads_of_all_that_it_is_given(SharingOptions sharing)
    {
        var setup = Setup(sharing);
        using var scope = torch.NewDisposeScope();
        using var model = Randomised(setup);
        var batch = new Batch(setup.Data, Enumerable.Range(0, 20).ToArray());
        var pass = Pass.Training(batch, new RandomStream(1, "pass"));
        var outputs = model.Forward(pass, All);
        var cotangents = outputs.ZerosLike();
        new TaskLosses(setup.Tasks).Add(batch, 0, batch.Count, All, outputs, cotangents);
        var expected = Enumerable.Range(0, 3).Select(task => After(() => model.PullbackTrunk(cotangents.Only(task), pass))).ToArray();
        foreach (var stacked in new[] { true, false })
        {
            var gradients = model.TaskGradients(cotangents, pass, [0, 1, 2], stacked: stacked);
            for (var task = 0; task < 3; task++)
            {
                double[] weights = [.. All.Select((_, other) => other == task ? 1.0 : 0)];
                Close(expected[task], After(() => { foreach (var layer in gradients.Layers) layer.Accumulate(weights); }));
            }
        }
        if (!model.HasSharedRepresentation) return;
        var stack = model.PullbackToRepresentation(cotangents, pass, [0, 1, 2]);
        for (var task = 0; task < 3; task++) Close(expected[task], After(() => model.PullbackRepresentation(stack[task], pass)));
        var (whole, parts) = (new SquareMatrix(3), new SquareMatrix(3));
        model.AddRepresentationGramian(cotangents, pass, [0, 1, 2], whole);
        for (var part = 0; part < 3; part++) model.AddRepresentationGramian(cotangents, pass, [0, 1, 2], parts, part, 3);
        for (var k = 0; k < 3; k++)
            for (var l = 0; l < 3; l++)
            {
                var product = (stack[k] * stack[l]).sum(type: torch.ScalarType.Float32).item<float>();
                Assert.Equal(product, whole[k, l], Tolerance * Math.Max(1, Math.Abs(product)));
                Assert.Equal(whole[k, l], parts[k, l], Tolerance * Math.Max(1, Math.Abs(product)));
            }

        float[] After(Action add)
        {
            model.Parameters.ZeroGradients();
            add();
            return [.. model.Parameters.Dense.Where(p => p.Owner == ParameterStore.Shared).SelectMany(p => Numbers.Of(p.Gradient).ToArray())];
        }
    }

    [Theory, MemberData(nameof(Shared))]
    public void Every_family_of_balancing_methods_gives_the_same_step_with_even_weights(SharingOptions sharing)
    {
        var level = sharing is HardSharing ? BalancingLevel.Features : BalancingLevel.Parameters;
        var expected = After(new Equal());
        foreach (var balancing in new BalancerOptions[] { new EvenGramian(), new EvenJacobian(), new EvenGramian { Path = GradientPath.Loop }, new EvenGramian { Level = level } })
            Close(expected, After(balancing));

        float[] After(BalancerOptions balancing)
        {
            var setup = Setup(sharing, missing: 0) with { Balancing = balancing };
            using var model = setup.CreateModel();
            Run(setup, model, [.. Enumerable.Range(0, 20)]);
            return [.. ParameterSnapshot.Take(model.Parameters).Arrays.SelectMany(array => array.Values)];
        }
    }

    [Fact]
    public void A_label_of_the_later_task_alone_trains_the_heads_of_all_before()
    {
        var setup = Setup(new SingleTask { Trunk = Trunk });
        int[] rows = [.. Enumerable.Range(0, 60).Where(row => setup.Data.Targets[0].Has(row)).Take(8)];
        foreach (var (task, moved) in new[] { (0, new[] { "cart", "click", "purchase" }), (1, ["click"]), (2, ["cart", "click"]) })
        {
            using var model = setup.CreateModel();
            var before = ParameterSnapshot.Take(model.Parameters).Arrays;
            using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
            new StepRunner(setup, model, optimiser, null, new TaskBalance(setup, model)).Run([new StepBatch(rows, [.. All.Select((_, other) => other == task)])], trainsTrunk: true, rate: 1, step: 0);
            var after = ParameterSnapshot.Take(model.Parameters).Arrays;
            Assert.Equal(moved, before.Zip(after).Where(pair => pair.First.Name.StartsWith("heads.", StringComparison.Ordinal) && !pair.First.Values.SequenceEqual(pair.Second.Values)).Select(pair => pair.First.Name.Split('.')[1]).Distinct().Order());
        }
    }

    [Fact]
    public void A_circle_is_refused() => Assert.Throws<ConfigurationException>(() => new TaskConditions([1, 2, 0]));

    private static TrainingSetup Setup(SharingOptions sharing, double missing = 0.3) =>
        Toy.Setup(Toy.Prepare(Journey.Table(60, missing), Journey.Tasks, Journey.Inputs), sharing: sharing);

    private static MultiTaskModel Randomised(TrainingSetup setup)
    {
        var model = setup.CreateModel();
        Numbers.Fill(Numbers.Of(model.Parameters.Values), new RandomStream(3, "conditions"), 0.5);
        return model;
    }

    private static TaskLosses Run(TrainingSetup setup, MultiTaskModel model, int[] rows)
    {
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        using var balance = new TaskBalance(setup, model);
        return new StepRunner(setup, model, optimiser, null, balance).Run([new StepBatch(rows, All)], trainsTrunk: true, rate: 1, step: 0);
    }

    private static void Close(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], Tolerance * scale);
    }
}
