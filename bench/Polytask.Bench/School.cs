using Polytask.LinearModels;
using Polytask.Losses;
using Polytask.Numerics;

namespace Polytask.Bench;

/// <summary>
/// The School data, one regression task for each of 139 schools: what of the pupils' scores is explained on rows held out. The protocol: in every
/// school three quarters of the rows, drawn by the split's seed, are for training; a fifth of those chooses the strength, and all of
/// them fit the model again.
/// </summary>
/// <param name="path">The file school.mat of MALSAR.</param>
/// <param name="standardise">Whether features and scores are standardised on training rows, and schools have intercepts; otherwise they are as they lie in the file, where one feature is a constant.</param>
public sealed class School(string path, bool standardise)
{
    private const double TrainingShare = 0.75, FittingShare = 0.8;
    private const double Tolerance = 1e-4;
    private const int Steps = 1000;

    private static readonly SmoothLoss HalfSquare = new((double output, double target, out double gradient) =>
    {
        gradient = output - target;
        return gradient * gradient / 2;
    }, 1, Quadratic: true);

    private readonly IReadOnlyList<Matrix> _features = MatFile.Read(path)["X"], _scores = MatFile.Read(path)["Y"];

    /// <summary>The number of schools.</summary>
    public int Schools => _features.Count;

    /// <summary>The number of pupils.</summary>
    public int Pupils => _features.Sum(school => school.Rows);

    /// <summary>Chooses the strength on inner validation rows, fits again, and measures.</summary>
    /// <param name="options">The model.</param>
    /// <param name="split">The split's number: the seed of its rows.</param>
    /// <param name="strengths">The strengths to choose from, from the largest down.</param>
    /// <param name="pooled">Whether all schools are one task.</param>
    /// <returns>The share of the variance of the test rows that is explained, the root of the mean squared error there, and the strength.</returns>
    public (double Explained, double Error, double Strength) Measure(LinearOptions options, int split, IReadOnlyList<double> strengths, bool pooled = false)
    {
        var orders = _features.Select((school, s) => Order(school.Rows, split, s)).ToArray();
        int[][] Rows(Func<int, int> from, Func<int, int> to) => [.. orders.Select(order => order[from(order.Length)..to(order.Length)])];
        static int Training(int rows) => (int)(rows * TrainingShare);
        static int Fitting(int rows) => (int)(Training(rows) * FittingShare);
        var (fitting, choosing) = (Rows(_ => 0, Fitting), Rows(Fitting, Training));
        var strength = strengths.Count == 1 ? strengths[0] : Errors(options, fitting, choosing, strengths, pooled).MinBy(error => error.Square).Strength;
        var (training, test) = (Rows(_ => 0, Training), Rows(Training, rows => rows));
        var (_, square) = Errors(options, training, test, [strength], pooled).Single();
        var scores = test.SelectMany((rows, s) => rows.Select(row => _scores[s][row, 0])).ToArray();
        var mean = scores.Average();
        return (1 - square / scores.Average(score => (score - mean) * (score - mean)), Math.Sqrt(square), strength);
    }

    private static int[] Order(int rows, int split, int school)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(split, $"school/{school}").Shuffle(order);
        return order;
    }

    /// <summary>The mean squared errors on rows, of models fitted on others, from one strength to the next.</summary>
    private IEnumerable<(double Strength, double Square)> Errors(LinearOptions options, int[][] fitted, int[][] measured, IReadOnlyList<double> strengths, bool pooled)
    {
        var scale = new Scale(_features, _scores, fitted, standardise);
        var tasks = scale.Tasks(_features, _scores, fitted, pooled, HalfSquare);
        var unseen = scale.Tasks(_features, _scores, measured, pooled, HalfSquare);
        var solver = new LinearSolver(tasks, options.Create([.. tasks.Select(task => task.Name)], tasks[0].Rows.Columns), standardise);
        foreach (var strength in strengths)
        {
            solver.Strength = strength;
            solver.Solve(Tolerance, Steps);
            yield return (strength, scale.Unit * scale.Unit * MeanSquare(solver, unseen));
        }
    }

    private static double MeanSquare(LinearSolver solver, IReadOnlyList<LinearTask> tasks)
    {
        var (weights, intercepts, sum) = (solver.Weights, solver.Intercepts, 0.0);
        for (var t = 0; t < tasks.Count; t++)
            for (var row = 0; row < tasks[t].Rows.Rows; row++)
            {
                var error = intercepts[t] - tasks[t].Targets[row];
                for (var i = 0; i < weights.Columns; i++) error += weights[t, i] * tasks[t].Rows[row, i];
                sum += error * error;
            }
        return sum / tasks.Sum(task => task.Rows.Rows);
    }

    /// <summary>Means and deviations of training rows; 0 and 1 where nothing is standardised.</summary>
    private sealed class Scale
    {
        private readonly (double Mean, double Deviation)[] _columns;
        private readonly (double Mean, double Deviation) _score = (0, 1);

        public Scale(IReadOnlyList<Matrix> features, IReadOnlyList<Matrix> scores, int[][] rows, bool standardise)
        {
            _columns = [.. Enumerable.Range(0, features[0].Columns).Select(j => standardise ? Of(features, rows, j) : (0, 1))];
            if (standardise) _score = Of(scores, rows, 0);
        }

        public double Unit => _score.Deviation;

        public IReadOnlyList<LinearTask> Tasks(IReadOnlyList<Matrix> features, IReadOnlyList<Matrix> scores, int[][] rows, bool pooled, SmoothLoss loss)
        {
            var pupils = rows.SelectMany((of, school) => of.Select(row => (School: school, Row: row)));
            return [.. pupils.GroupBy(pupil => pooled ? 0 : pupil.School).Select(group =>
            {
                var members = group.ToArray();
                var matrix = new Matrix(members.Length, _columns.Length);
                for (var i = 0; i < members.Length; i++)
                    for (var j = 0; j < _columns.Length; j++) matrix[i, j] = (features[members[i].School][members[i].Row, j] - _columns[j].Mean) / _columns[j].Deviation;
                double[] targets = [.. members.Select(pupil => (scores[pupil.School][pupil.Row, 0] - _score.Mean) / _score.Deviation)];
                return new LinearTask($"school {group.Key}", matrix, targets, [.. targets.Select(_ => 1.0)], loss);
            })];
        }

        private static (double, double) Of(IReadOnlyList<Matrix> matrices, int[][] rows, int column)
        {
            var numbers = rows.SelectMany((of, school) => of.Select(row => matrices[school][row, column])).ToArray();
            var mean = numbers.Average();
            var deviation = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
            return (mean, deviation > 1e-12 ? deviation : 1);
        }
    }
}
