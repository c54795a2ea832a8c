using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Testing;

/// <summary>
/// What every balancing method keeps in whole runs of a small text model with missing labels: losses and parameters stay
/// finite; all that it remembers is in its memory, so that a run that was stopped ends as it would have ended without; and no tensor
/// is left.
/// </summary>
public static class BalancerContract
{
    private const int Rows = 40, Words = 12;

    /// <summary>Checks a method.</summary>
    /// <param name="options">The method; options that name tasks can name "mood" and "topic".</param>
    /// <param name="tasks">How many tasks, 1 to 3.</param>
    /// <param name="runs">How many runs.</param>
    /// <param name="seed">The seed of the first run; further runs have the next ones.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(BalancerOptions options, int tasks = 2, int runs = 10, long seed = 1)
    {
        LibTorch.Init();
        var setups = Enumerable.Range(0, runs).Select(run => Setup(options, tasks, seed + run)).ToArray();
        Run(setups[0]);
        var before = Alive();
        foreach (var setup in setups)
        {
            var whole = Run(setup);
            foreach (var array in whole)
                foreach (var number in array.Values) Contract.Requires(float.IsFinite(number), $"seed {setup.Seed}: expected finite parameters, found {number} in '{array.Name}'.");
            var stop = 1 + new RandomStream(setup.Seed, "stop").NextInt(8);
            foreach (var (one, other) in whole.Zip(Run(setup, stop)))
                Contract.Requires(one.Values.AsSpan().SequenceEqual(other.Values), $"seed {setup.Seed}: expected the same '{one.Name}', bit for bit, after a stop at step {stop}; the method remembers something outside its memory.");
        }
        Contract.Requires(Alive() == before, $"Expected {before} living tensors after all runs, found {Alive()}.");
    }

    private static IReadOnlyList<NamedArray> Run(TrainingSetup setup, int? stop = null)
    {
        using var trainer = new Trainer(setup);
        if (stop is not null)
        {
            using var stopped = new Trainer(setup);
            var steps = 0;
            try
            {
                stopped.Run(_ => { }, () => { if (++steps == stop) throw new OperationCanceledException(); });
            }
            catch (OperationCanceledException)
            {
            }
            trainer.Restore(stopped.Capture());
        }
        trainer.Run(happened => RequireFinite(setup, happened), () => { });
        return ParameterSnapshot.Take(trainer.Model.Parameters).Arrays;
    }

    private static void RequireFinite(TrainingSetup setup, RunEvent happened)
    {
        if (happened is EpochCompleted epoch)
            foreach (var task in epoch.Tasks) Contract.Requires(double.IsFinite(task.TrainingLoss ?? 0), $"seed {setup.Seed}: expected finite losses, found {task.TrainingLoss} of '{task.Task}'.");
    }

    private static TrainingSetup Setup(BalancerOptions options, int count, long seed)
    {
        var random = new RandomStream(seed, "balancer contract");
        PredictionTask[] all =
        [
            new ClassificationTask().Fit("mood", [("bad", default), ("good", default)]),
            new ClassificationTask().Fit("topic", [("art", default), ("sport", default), ("war", default)]),
            new ClassificationTask().Fit("place", [("here", default), ("there", default)]),
        ];
        var tasks = all[..count];
        var (offsets, ids) = (new int[Rows + 1], new List<int>());
        for (var row = 0; row < Rows; offsets[++row] = ids.Count)
            for (var i = 1 + random.NextInt(6); i > 0; i--) ids.Add(random.NextInt(Words));
        var targets = tasks.Select(task => new TargetColumn(
            [.. Enumerable.Range(0, Rows).Select(row => (float)(ids[offsets[row]] % task.OutputWidth))], 1, [.. Enumerable.Repeat(1f, Rows)], [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.7)]));
        var table = new Table("contract", ["words"], [.. Enumerable.Range(0, Rows).Select(_ => new Row([""], default))]);
        return new TrainingSetup
        {
            Seed = seed,
            Data = new EncodedRows(Rows, [new BagColumn(offsets, [.. ids], [.. ids.Select(_ => 1f)], Words)], [.. targets]),
            Split = new Split(new DataSet([table]), [.. Enumerable.Range(0, Rows).Select(row => row % 4 == 0 ? Part.Validation : Part.Training)]),
            Inputs = [new BagShape("words", Words, 4, Pooling.Mean, Wide: true)],
            Tasks = tasks,
            Sharing = new HardSharing { Trunk = [new DenseStage { Width = 6 }] },
            Balancing = options,
            Optimisers = new Optimisers(new Adam { LearningRate = 0.01 }, new Adagrad { LearningRate = 0.05 }, new LazyAdam { LearningRate = 0.02 }),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime { Epochs = 3, BatchSize = 7, Keep = Keep.Last },
        };
    }

    private static long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
