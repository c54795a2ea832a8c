using Polytask.Balancing;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Balancing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class BalanceRecorderTests
{
    // Sums of some hundred products in float, in another order.
    private const double Tolerance = 1e-5;

    public static TheoryData<BalancerOptions> GradientMethods =>
    [
        new EvenGramian(), new EvenGramian { Path = GradientPath.Loop }, new EvenGramian { Groups = BalancingGroups.Layer }, new EvenJacobian(), new EvenJacobian { Groups = BalancingGroups.Layer },
    ];

    [Fact]
    public void Without_a_number_a_run_has_two_hundred_records_at_most_and_one_of_every_other_step()
    {
        Assert.Equal([1, 3, 5, 7, 9, 11, 13, 15], Numbers(Records(Setup(new JointRegime { Epochs = 3, BatchSize = 8 }))));
        // 5 steps in each of 81 epochs are 405 steps: every third one.
        Assert.Equal(Enumerable.Range(0, 135).Select(i => 3 * i + 1), Numbers(Records(Setup(new JointRegime { Epochs = 81, BatchSize = 8 }))));
    }

    [Theory]
    [InlineData(70, true, 200)]
    [InlineData(200, true, 25)]
    [InlineData(1000, true, 10)]
    [InlineData(1000, false, 200)]
    public void The_more_pairs_of_tasks_are_compared_the_fewer_records(int tasks, bool compares, int expected)
    {
        const int steps = 2000;
        var step = new BalancingStep(tasks);
        var recorder = new BalanceRecorder(new JointRegime(), [.. Enumerable.Range(0, tasks).Select(task => $"t{task}")], steps, compares, _ => { });
        Assert.Equal(expected, Enumerable.Range(0, steps).Count(number =>
        {
            step.Begin(number, 0);
            recorder.Begin(step);
            return recorder.Records;
        }));
    }

    [Fact]
    public void Every_so_many_steps_or_never()
    {
        Assert.Equal([1, 8, 15], Numbers(Records(Setup(new JointRegime { Epochs = 3, BatchSize = 8, BalanceEvery = 7 }))));
        Assert.Empty(Records(Setup(new JointRegime { Epochs = 1, BatchSize = 8, BalanceEvery = 0 })));
        Assert.Empty(Records(Setup(new JointRegime { Epochs = 1, BatchSize = 8, BalanceEvery = 0 }) with { Balancing = new EvenGramian() }));
    }

    [Fact]
    public void A_loss_method_has_weights_and_where_that_is_wanted_gradients_too()
    {
        var records = Records(Setup(new JointRegime { Epochs = 3, BatchSize = 8, BalanceEvery = 2, MeasureGradients = 3 }));
        Assert.Equal([1, 3, 4, 5, 7, 9, 10, 11, 13, 15], Numbers(records));
        Assert.Equal([1, 4, 7, 10, 13], Numbers(records.Where(r => r.Norms is not null)));
        Assert.All(records, r => Assert.Equal(r.Tasks.Select(_ => 1.0), r.Weights));
        Assert.All(records, r => Assert.Equal(r.Norms is null, r.Cosines is null));
        Assert.Equal([1, 1, 2, 3], new[] { records[0], records[3], records[4], records[^1] }.Select(r => r.Epoch));
    }

    [Fact]
    public void Measuring_gradients_changes_nothing_bit_for_bit()
    {
        float[] After(RegimeOptions regime, BalancerOptions balancing)
        {
            using var trainer = new Trainer(Setup(regime, dropout: 0.4) with { Balancing = balancing });
            trainer.Run(_ => { }, () => { });
            return [.. ParameterSnapshot.Take(trainer.Model.Parameters).Arrays.SelectMany(array => array.Values)];
        }
        foreach (var regime in new RegimeOptions[] { new JointRegime { Epochs = 3, BatchSize = 4, Accumulate = 3, ClipNorm = 1 }, new AlternatingRegime { Epochs = 2, BatchSize = 8 }, new SequentialRegime { Epochs = 2, BatchSize = 8, Rehearsal = 0.5 } })
            Assert.Equal(After(regime with { BalanceEvery = 0 }, new Equal()), After(regime with { MeasureGradients = 1 }, new Equal()));
        foreach (var method in GradientMethods.Select(row => row.Data).Append(new EvenGramian { Independent = true }).Append(new EvenJacobian { Level = BalancingLevel.Features }))
            Assert.Equal(After(new JointRegime { Epochs = 2, BatchSize = 8, BalanceEvery = 0 }, method), After(new JointRegime { Epochs = 2, BatchSize = 8, BalanceEvery = 1 }, method));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Norms_and_cosines_are_those_of_the_gradients_one_after_another(int accumulate)
    {
        var setup = Setup(new JointRegime { Epochs = 1, BatchSize = 6, Accumulate = accumulate, MeasureGradients = 1 });
        var expected = setup.Tasks.Select((_, task) => Gradient(setup, task)).ToArray();
        RequireGradients(expected, Records(setup)[0]);
    }

    [Theory, MemberData(nameof(GradientMethods))]
    public void A_gradient_method_has_its_own_gradients(BalancerOptions method)
    {
        var setup = Setup(new JointRegime { Epochs = 1, BatchSize = 12 });
        var record = Records(setup with { Balancing = method })[0];
        RequireGradients([.. setup.Tasks.Select((_, task) => Gradient(setup, task))], record);
        Assert.Equal(method is EvenJacobian, record.Weights is null);
    }

    [Fact]
    public void Weights_of_several_layers_are_averaged()
    {
        var record = Records(Setup(new JointRegime { Epochs = 1 }) with { Balancing = new EvenGramian { Groups = BalancingGroups.Layer, Weight = 0.25 } })[0];
        Assert.All(record.Weights!, weight => Assert.Equal(0.25, weight));
    }

    [Fact]
    public void At_the_representation_both_families_see_the_same_gradients()
    {
        TasksBalanced Of(BalancerOptions method) => Records(Setup(new JointRegime { Epochs = 1 }) with { Balancing = method })[0];
        var (one, other) = (Of(new EvenGramian { Level = BalancingLevel.Features }), Of(new EvenJacobian { Level = BalancingLevel.Features }));
        Assert.Equal(one.Norms, other.Norms);
        Assert.Equal(one.Cosines, other.Cosines);
        Assert.All(one.Norms!, norm => Assert.True(norm > 0));
    }

    [Fact]
    public void Independent_batches_may_have_rows_of_different_kinds()
    {
        var setup = Setup(new JointRegime { Epochs = 4, BatchSize = 5 }, missing: 0.5) with { Balancing = new EvenGramian { Independent = true } };
        Assert.Contains(Records(setup), r => r is { Norms.Count: > 1, Weights: not null });
    }

    [Fact]
    public void A_step_of_one_task_has_no_pair()
    {
        var records = Records(Setup(new AlternatingRegime { Epochs = 2, BatchSize = 8 }) with { Balancing = new EvenJacobian() });
        Assert.All(records, r => Assert.Equal((1, 1, 1, null), (r.Tasks.Count, r.Norms!.Count, r.Weights!.Single(), r.Conflicts)));
        Assert.True(records.SelectMany(r => r.Tasks).Distinct().Count() > 1);
    }

    [Fact]
    public void Tasks_that_share_nothing_have_no_gradients_to_compare() =>
        Assert.All(Records(Setup(new JointRegime { Epochs = 1, MeasureGradients = 1 }) with { Sharing = new SingleTask() }), r => Assert.Null(r.Norms));

    [Fact]
    public void A_frozen_trunk_has_nothing_to_balance() =>
        Assert.Equal(["topic"], Records(Setup(new SequentialRegime { Epochs = 1, FreezeTrunk = true })).SelectMany(r => r.Tasks).Distinct());

    private static TrainingSetup Setup(RegimeOptions regime, double dropout = 0, double missing = 0.2) => Toy.Setup(
        Toy.Prepare(Toy.Table(60, missing), Toy.Tasks(3)), regime, new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = dropout }] }, new Sgd());

    private static List<TasksBalanced> Records(TrainingSetup setup)
    {
        using var trainer = new Trainer(setup);
        var records = new List<TasksBalanced>();
        trainer.Run(happened => { if (happened is TasksBalanced record) records.Add(record); }, () => { });
        return records;
    }

    private static IEnumerable<int> Numbers(IEnumerable<TasksBalanced> records) => records.Select(r => (int)r.Step);

    /// <summary>The gradient of one task's loss by the shared parameters in the first step of a run.</summary>
    private static double[] Gradient(TrainingSetup setup, int task)
    {
        using var model = setup.CreateModel();
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        using var balance = new TaskBalance(setup with { Balancing = new Equal() }, model);
        using var trainer = new Trainer(setup);
        var training = setup.Split.Rows(Polytask.Data.Part.Training);
        var plan = setup.Regime.Create(new TrainingStreams(setup.Data, [training], model.Tasks, setup.Seed)).Plan(0, 0);
        new StepRunner(setup, model, optimiser, null, balance).Run([.. plan.Select(batch => batch with { Tasks = [.. setup.Tasks.Select((_, t) => t == task)] })], true, 0, 0);
        var store = model.Parameters;
        return
        [
            .. store.Dense.Where(p => p.Owner == ParameterStore.Shared).SelectMany(p => Polytask.Testing.Numbers.Of(p.Gradient).ToArray()).Select(g => (double)g),
            .. store.Tables.Where(t => t.Owner == ParameterStore.Shared).SelectMany(t => Enumerable.Range(0, t.Rows).SelectMany(row => t.Gradient[row].ToArray())).Select(g => (double)g),
        ];
    }

    private static void RequireGradients(double[][] expected, TasksBalanced record)
    {
        double Product(int i, int j) => expected[i].Zip(expected[j], (x, y) => x * y).Sum();
        Assert.Equal(expected.Length, record.Norms!.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(Math.Sqrt(Product(i, i)), record.Norms[i], Tolerance * record.Norms.Max());
            for (var j = 0; j < expected.Length; j++) Assert.Equal(Product(i, j) / Math.Sqrt(Product(i, i) * Product(j, j)), record.Cosines![i][j], Tolerance);
        }
        var pairs = Enumerable.Range(0, expected.Length).SelectMany(i => Enumerable.Range(0, i).Select(j => Product(i, j) < 0)).ToArray();
        Assert.Equal(pairs.Count(apart => apart) / (double)pairs.Length, record.Conflicts!.Value, 1e-12);
    }
}
