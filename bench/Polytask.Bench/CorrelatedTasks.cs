using System.Globalization;
using Polytask.Balancing;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Bench;

/// <summary>
/// Two regression tasks on the same rows whose weights have a cosine of choice: y = wᵀx + Σ sin(αᵢ wᵀx + βᵢ) + ε, with x of 100 normal numbers, α = (1, 2), β = (3, 4) and noise
/// of deviation 0.1, after Ma et al., KDD 2018.
/// </summary>
/// <param name="correlation">The cosine.</param>
/// <param name="seed">Of the data and of training.</param>
internal sealed class CorrelatedTasks(double correlation, int seed)
{
    public const int Training = 8000, Test = 2000, Epochs = 30;
    private const int Inputs = 100;
    private const double Noise = 0.1;
    private static readonly (double Alpha, double Beta)[] Waves = [(1, 3), (2, 4)];

    /// <summary>Trains a model, and measures its squared errors on test rows, added up over both tasks; and how many parameters it has.</summary>
    public (double Error, long Parameters) Measure(SharingOptions sharing)
    {
        LibTorch.Init();
        using var trainer = new Trainer(Setup(sharing));
        trainer.Run(_ => { }, () => { });
        var setup = Setup(sharing);
        var scores = TaskScores.Of(trainer.Model, setup.Tasks, setup.Data, setup.Split.Rows(Part.Test), [true, true]);
        return (scores.Sum(task => Math.Pow(task.Measure().Single(metric => metric.Name == "rmse").Value, 2)), trainer.Model.Parameters.Dense.Sum(parameter => parameter.Length));
    }

    private TrainingSetup Setup(SharingOptions sharing)
    {
        var random = new RandomStream(seed, "correlated tasks");
        var first = Unit(Normals(random, Inputs));
        var other = Normals(random, Inputs);
        var along = Dot(first, other);
        var second = Unit([.. other.Zip(first, (a, b) => a - along * b)]);
        double[][] weights = [first, [.. first.Zip(second, (a, b) => correlation * a + Math.Sqrt(1 - correlation * correlation) * b)]];
        const int rows = Training + Test;
        var inputs = new float[rows * Inputs];
        float[][] targets = [new float[rows], new float[rows]];
        for (var row = 0; row < rows; row++)
        {
            var x = Normals(random, Inputs);
            for (var i = 0; i < Inputs; i++) inputs[row * Inputs + i] = (float)x[i];
            foreach (var (task, w) in weights.Index())
            {
                var at = Dot(w, x);
                targets[task][row] = (float)(at + Waves.Sum(wave => Math.Sin(wave.Alpha * at + wave.Beta)) + Noise * random.NextNormal());
            }
        }
        return new TrainingSetup
        {
            Seed = seed,
            Data = new EncodedRows(rows, [new DenseColumn(inputs, Inputs)], [.. targets.Select(target => new TargetColumn(target, 1, [.. Enumerable.Repeat(1f, rows)], [.. Enumerable.Repeat(true, rows)]))]),
            Split = new Split(
                new DataSet([new Table("correlated", ["x"], [.. Enumerable.Range(0, rows).Select(_ => new Row([""], default))])]),
                [.. Enumerable.Range(0, rows).Select(row => row < Training ? Part.Training : Part.Test)]),
            Inputs = [new DenseShape("x", Inputs)],
            Tasks = [.. targets.Index().Select(target => new RegressionTask().Fit($"y{target.Index + 1}", target.Item.Take(Training).Select(y => (y.ToString(CultureInfo.InvariantCulture), default(Place)))))],
            Sharing = sharing,
            Balancing = new Equal(),
            Optimisers = new Optimisers(new Adam { LearningRate = 1e-3 }, new Adam(), new Adam()),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime { Epochs = Epochs, BatchSize = 128, Keep = Keep.Last },
        };
    }

    private static double[] Normals(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Unit(double[] vector)
    {
        var norm = Math.Sqrt(Dot(vector, vector));
        return [.. vector.Select(number => number / norm)];
    }
}
