using System.Collections.Concurrent;
using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class TrainerTests
{
    // A rate so high that training goes up and down.
    private static readonly OptimiserOptions Restless = new Adam { LearningRate = 0.2 };

    [Fact]
    public void Epochs_are_measured_on_validation_rows_and_the_best_is_the_one_with_the_highest_score()
    {
        using var run = new Run(Toy.Setup(tasks: 3, regime: new JointRegime { Epochs = 8, BatchSize = 8 }, optimiser: Restless));
        var epochs = run.Events.OfType<EpochCompleted>().ToArray();
        Assert.Equal(Enumerable.Range(1, 8), epochs.Select(e => e.Epoch));
        Assert.All(epochs, e => Assert.Equal(e.Tasks.Average(task => task.Validation[0].Value), e.Score!.Value, 1e-12));
        Assert.All(epochs, e => Assert.Equal(e.Score > epochs.TakeWhile(other => other != e).Max(other => other.Score) || e == epochs[0], e.Best));
        Assert.Equal(epochs.Last(e => e.Best).Epoch, run.Trainer.BestEpoch);
        Assert.Equal(run.Trainer.Steps, epochs[^1].Step);
        Assert.Equal(8, run.Trainer.Epochs);
    }

    [Fact]
    public void What_a_batch_holds_is_made_beside_the_batch_before()
    {
        var (kept, made) = (Toy.Setup(rows: 60, tasks: 1, regime: new JointRegime { Epochs = 1, BatchSize = 8 }), new ConcurrentQueue<(int Row, int? Task)>());
        var images = new RowArrays<byte>(kept.Data.Count, 4, row =>
        {
            made.Enqueue((row, Task.CurrentId));
            return [(byte)row, 2, 3, 4];
        }, room: 0);
        using var run = new Run(kept with
        {
            Data = new EncodedRows(kept.Data.Count, [new ImageColumn(images, [new float[256]], 2, 2)], kept.Data.Targets),
            Inputs = [new ImageShape("image", new RowShape(1, 2, 2))],
        });
        var training = kept.Split.Rows(Part.Training).Where(kept.Data.Targets[0].Has).ToArray();
        var validation = kept.Split.Rows(Part.Validation);
        int[] here = [.. made.Where(one => one.Task == Task.CurrentId).Select(one => one.Row)];
        Assert.Equal(training.Concat(validation).Order(), made.Select(one => one.Row).Order());
        // Nothing comes before the first batch, and one batch holds the validation rows.
        Assert.Equal(validation, here.Skip(8));
        Assert.Subset(training.ToHashSet(), here.Take(8).ToHashSet());
    }

    [Theory]
    [InlineData(Keep.Best)]
    [InlineData(Keep.Last)]
    public void The_run_ends_with_the_parameters_that_are_kept_bit_for_bit(Keep keep)
    {
        var setup = Toy.Setup(tasks: 2, regime: new JointRegime { Epochs = 8, BatchSize = 8, Keep = keep }, optimiser: Restless);
        using var run = new Run(setup);
        Assert.True(run.BestEpoch() is > 1 and < 8, "The problem must not be best at its ends.");
        Assert.Equal(run.AfterEpoch[keep == Keep.Best ? run.BestEpoch() : 8], Values(run.Trainer.Model));
        Assert.Equal(keep == Keep.Best ? run.BestEpoch() : 8, run.Trainer.BestEpoch);
        var (tasks, parameters) = Assert.Single(run.Trainer.Results());
        Assert.Equal([0, 1], tasks);
        Assert.Equal(run.AfterEpoch[run.Trainer.BestEpoch], parameters.Arrays.SelectMany(array => array.Values));
    }

    [Fact]
    public void Every_task_may_keep_an_epoch_of_its_own()
    {
        using var run = new Run(Toy.Setup(tasks: 4, regime: new JointRegime { Epochs = 8, BatchSize = 8, Keep = Keep.BestPerTask }, optimiser: Restless));
        var results = run.Trainer.Results();
        Assert.Equal([0, 1, 2, 3], results.SelectMany(result => result.Tasks).Order());
        Assert.True(results.Count > 1, "The problem must have tasks that are best in different epochs.");
        foreach (var (tasks, parameters) in results)
            foreach (var task in tasks)
            {
                var best = run.Events.OfType<EpochCompleted>().MaxBy(e => e.Tasks[task].Validation[0].Value)!;
                Assert.Equal(run.AfterEpoch[best.Epoch], parameters.Arrays.SelectMany(array => array.Values));
            }
    }

    [Fact]
    public void A_run_stops_after_epochs_without_a_better_score()
    {
        using var run = new Run(Toy.Setup(tasks: 2, regime: new JointRegime { Epochs = 60, BatchSize = 8, Patience = 3 }, optimiser: Restless));
        var stopped = Assert.Single(run.Events.OfType<TaskStopped>());
        var epochs = run.Events.OfType<EpochCompleted>().ToArray();
        Assert.Null(stopped.Task);
        Assert.Equal(epochs[^1].Epoch, stopped.Epoch);
        Assert.Equal(stopped.BestEpoch + 3, stopped.Epoch);
        Assert.Equal(epochs.Last(e => e.Best).Epoch, stopped.BestEpoch);
        Assert.True(stopped.Epoch < 60);
        Assert.Equal(run.AfterEpoch[stopped.BestEpoch], Values(run.Trainer.Model));
    }

    [Fact]
    public void A_task_stops_by_itself_and_its_parameters_stay()
    {
        using var run = new Run(Toy.Setup(tasks: 3, sharing: new SingleTask { Trunk = [new DenseStage { Width = 4 }] },
            regime: new JointRegime { Epochs = 40, BatchSize = 8, TaskPatience = 2, Keep = Keep.Last }, optimiser: Restless));
        var stopped = run.Events.OfType<TaskStopped>().First();
        var names = ParameterSnapshot.Take(run.Trainer.Model.Parameters).Arrays.SelectMany(array => array.Values.Select(_ => array.Name)).ToArray();
        var (then, last) = (run.AfterEpoch[stopped.Epoch], run.AfterEpoch[run.AfterEpoch.Keys.Max()]);
        Assert.True(run.AfterEpoch.Keys.Max() > stopped.Epoch);
        for (var i = 0; i < names.Length; i++)
            if (names[i].Split('.').Contains(stopped.Task)) Assert.Equal(then[i], last[i]);
        Assert.NotEqual(then, last);
        Assert.All(run.Events.OfType<EpochCompleted>().Where(e => e.Epoch > stopped.Epoch), e => Assert.Null(e.Tasks.Single(task => task.Task == stopped.Task).TrainingLoss));
    }

    [Fact]
    public void Training_ends_when_every_task_has_stopped()
    {
        using var run = new Run(Toy.Setup(tasks: 2, regime: new JointRegime { Epochs = 200, BatchSize = 36, TaskPatience = 2 }, optimiser: Restless));
        Assert.Equal(["price", "topic"], run.Events.OfType<TaskStopped>().Select(e => e.Task).Order());
        Assert.Equal(run.Events.OfType<TaskStopped>().Last().Epoch, run.Trainer.Epoch);
        Assert.True(run.Trainer.Epoch < 200);
    }

    [Fact]
    public void Without_validation_rows_training_goes_to_its_end_and_keeps_the_last_epoch()
    {
        var table = Toy.Table(40);
        var trained = new Table("toy", table.Columns, [.. table.Rows.Select(row => row with { Values = ["train", .. row.Values.Skip(1)] })]);
        using var run = new Run(Toy.Setup(Toy.Prepare(trained, Toy.Tasks(2)), new JointRegime { Epochs = 4, Patience = 1, TaskPatience = 1 }));
        Assert.Equal(4, run.Trainer.BestEpoch);
        Assert.All(run.Events.OfType<EpochCompleted>(), e => Assert.True(e is { Score: null, Best: false } && e.Tasks.All(task => task.Validation.Count == 0)));
    }

    [Fact]
    public void An_epoch_tells_the_rate_of_its_last_step()
    {
        using var run = new Run(Toy.Setup(regime: new JointRegime { Epochs = 2, BatchSize = 9 }, optimiser: new Sgd { LearningRate = 0.1 }) with { Schedule = new LinearSchedule() });
        Assert.Equal(8, run.Trainer.Steps);
        Assert.Equal([0.1 * 5 / 8, 0.1 * 1 / 8], run.Events.OfType<EpochCompleted>().Select(e => Math.Round(e.LearningRate, 12)));
    }

    [Fact]
    public void Stages_measure_all_tasks_and_a_frozen_trunk_stays_after_the_first()
    {
        using var run = new Run(Toy.Setup(tasks: 3, regime: new SequentialRegime { Epochs = 2, BatchSize = 8, FreezeTrunk = true, Keep = Keep.Last, Order = ["sold", "topic", "price"] }));
        var stages = run.Events.OfType<StageCompleted>().ToArray();
        Assert.Equal([(1, "sold", 2), (2, "topic", 4), (3, "price", 6)], stages.Select(s => (s.Stage, s.Task, s.Epoch)));
        Assert.All(stages, s => Assert.All(s.Tasks, task => Assert.NotEmpty(task.Validation)));
        var shared = run.Trainer.Model.Parameters.Dense.Where(p => p.Owner == ParameterStore.Shared).Sum(p => p.Length);
        Assert.Equal(run.AfterEpoch[2].Take((int)shared), run.AfterEpoch[6].Take((int)shared));
        Assert.NotEqual(run.AfterEpoch[1].Take((int)shared), run.AfterEpoch[2].Take((int)shared));
    }

    [Fact]
    public void A_strong_pull_keeps_the_trunk_near_its_anchor()
    {
        double Moved(double l2Sp, double ewc = 0)
        {
            using var run = new Run(Toy.Setup(tasks: 2, regime: new SequentialRegime { Epochs = 4, BatchSize = 8, L2Sp = l2Sp, Ewc = ewc, Keep = Keep.Last }, optimiser: new Sgd { LearningRate = 0.01 }));
            var shared = (int)run.Trainer.Model.Parameters.Dense.Where(p => p.Owner == ParameterStore.Shared).Sum(p => p.Length);
            return Math.Sqrt(run.AfterEpoch[4].Take(shared).Zip(run.AfterEpoch[8].Take(shared), (a, b) => (double)(a - b) * (a - b)).Sum());
        }
        var free = Moved(0);
        Assert.InRange(Moved(30), 0, 0.5 * free);
        Assert.InRange(Moved(0, ewc: 300), 0, 0.9 * free);
    }

    [Fact]
    public void Sequential_training_forgets_and_rehearsal_forgets_less()
    {
        double Forgotten(double rehearsal)
        {
            using var run = new Run(Rivals() with { Regime = new SequentialRegime { Epochs = 20, BatchSize = 8, Keep = Keep.Last, Rehearsal = rehearsal } });
            var stages = run.Events.OfType<StageCompleted>().ToArray();
            return stages[0].Tasks[0].ValidationLoss is { } before && stages[1].Tasks[0].ValidationLoss is { } after ? after - before : double.NaN;
        }
        var (without, with) = (Forgotten(0), Forgotten(1));
        Assert.True(without > 0.5, $"Nothing was forgotten: {without}.");
        Assert.True(with < 0.5 * without, $"Rehearsal forgot as much: {with} against {without}.");
    }

    [Fact]
    public void A_task_that_stopped_in_its_own_stage_is_rehearsed_later()
    {
        using var run = new Run(Toy.Setup(tasks: 2, regime: new SequentialRegime { Epochs = 30, BatchSize = 8, TaskPatience = 2, Rehearsal = 1 }, optimiser: Restless));
        Assert.Contains(run.Events.OfType<TaskStopped>(), e => e.Task == "topic" && e.Epoch < 30);
        Assert.All(run.Events.OfType<EpochCompleted>().Where(e => e.Tasks[1].Validation.Count > 0), e => Assert.NotNull(e.Tasks[0].TrainingLoss));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var setup = Toy.Setup(sharing: new HardSharing(), regime: new AlternatingRegime { Epochs = 2, BatchSize = 8 });
        using var one = new Run(setup);
        using var other = new Run(setup);
        using var another = new Run(setup with { Seed = 2 });
        Assert.Equal(Values(one.Trainer.Model), Values(other.Trainer.Model));
        Assert.NotEqual(Values(one.Trainer.Model), Values(another.Trainer.Model));
    }

    /// <summary>Two tasks that need one number each, and a trunk that can hold one only.</summary>
    private static TrainingSetup Rivals()
    {
        var random = new RandomStream(1, "rivals");
        var numbers = Enumerable.Range(0, 100).Select(_ => (X: $"{random.NextNormal():R}", Y: $"{random.NextNormal():R}"));
        var rows = numbers.Select((row, i) => new Row([i % 5 == 4 ? "validation" : "train", row.X, row.Y], new Place("rivals", i + 1)));
        var tasks = new[] { "x", "y" }.ToDictionary(name => name, TaskOptions (_) => new RegressionTask());
        var prepared = Toy.Prepare(new Table("rivals", ["part", "x", "y"], [.. rows]), tasks, new[] { "x", "y" }.ToDictionary(name => name, EncoderOptions (_) => new NumberEncoderOptions()));
        return Toy.Setup(prepared, sharing: new HardSharing { Trunk = [new DenseStage { Width = 1, Activation = ActivationFunction.None, Dropout = 0 }] }, optimiser: new Adam { LearningRate = 0.05 });
    }

    private static float[] Values(MultiTaskModel model) => [.. ParameterSnapshot.Take(model.Parameters).Arrays.SelectMany(array => array.Values)];

    /// <summary>A whole run, with its events and the parameters after every epoch.</summary>
    private sealed class Run : IDisposable
    {
        public Run(TrainingSetup setup)
        {
            Trainer = new Trainer(setup);
            Trainer.Run(happened =>
            {
                Events.Add(happened);
                if (happened is EpochCompleted epoch) AfterEpoch[epoch.Epoch] = Values(Trainer.Model);
            }, () => { });
        }

        public Trainer Trainer { get; }

        public List<RunEvent> Events { get; } = [];

        public Dictionary<int, float[]> AfterEpoch { get; } = [];

        public int BestEpoch() => Events.OfType<EpochCompleted>().Last(e => e.Best).Epoch;

        public void Dispose() => Trainer.Dispose();
    }
}
