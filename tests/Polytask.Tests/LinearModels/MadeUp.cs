using Polytask.LinearModels;
using Polytask.Losses;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

/// <summary>Tasks with made-up rows, and what follows from them by the plainest means.</summary>
internal sealed class MadeUp
{
    /// <summary>Solutions are this exact, as a share of the gradient where all weights are 0; certificates hold to a few times as much.</summary>
    public const double Exact = 1e-9;

    private static readonly SmoothLoss HalfSquare = new((double output, double target, out double gradient) =>
    {
        gradient = output - target;
        return gradient * gradient / 2;
    }, 1, Quadratic: true);

    private static readonly SmoothLoss YesNo = new((double output, double target, out double gradient) => BinaryCrossEntropy.Loss(output, target, 1, out gradient), 0.25);

    private MadeUp(IReadOnlyList<LinearTask> tasks) => Tasks = tasks;

    public IReadOnlyList<LinearTask> Tasks { get; }

    public int Features => Tasks[0].Rows.Columns;

    /// <summary>Least squares: the tasks' weights are the same but for a fifth.</summary>
    public static MadeUp Regression(int tasks = 5, int features = 4, long seed = 1) => new(Draw(tasks, features, seed, HalfSquare, (value, noise) => value + noise + 0.5));

    /// <summary>Logistic regression.</summary>
    public static MadeUp Classification(int tasks = 5, int features = 4, long seed = 1) => new(Draw(tasks, features, seed, YesNo, (value, noise) => value + noise > 0 ? 1 : 0));

    /// <summary>Both, for a property of every loss.</summary>
    public static TheoryData<bool> Losses => [false, true];

    public static MadeUp Of(bool logistic) => logistic ? Classification() : Regression();

    /// <summary>Solves to the end.</summary>
    public LinearSolver Solve(LinearOptions options, double strength, bool intercept = true)
    {
        var solver = new LinearSolver(Tasks, options.Create([.. Tasks.Select(task => task.Name)], Features), intercept) { Strength = strength };
        Assert.True(solver.Solve(Exact, 200_000));
        return solver;
    }

    /// <summary>The gradients of the losses by weights and intercepts.</summary>
    public (Matrix Weights, double[] Intercepts) Gradient(Matrix weights, double[] intercepts)
    {
        var (gradient, own) = (new Matrix(weights.Rows, weights.Columns), new double[weights.Rows]);
        for (var t = 0; t < Tasks.Count; t++)
            for (var row = 0; row < Tasks[t].Rows.Rows; row++)
            {
                var output = intercepts[t];
                for (var j = 0; j < weights.Columns; j++) output += weights[t, j] * Tasks[t].Rows[row, j];
                Tasks[t].Loss.Loss(output, Tasks[t].Targets[row], out var slope);
                slope *= Tasks[t].Weights[row];
                own[t] += slope;
                for (var j = 0; j < weights.Columns; j++) gradient[t, j] += slope * Tasks[t].Rows[row, j];
            }
        return (gradient, own);
    }

    /// <summary>The gradient of the losses where a solver stands; that of the intercepts must be 0 there.</summary>
    public Matrix Slope(LinearSolver solver)
    {
        var (weights, intercepts) = Gradient(solver.Weights, solver.Intercepts);
        Assert.All(intercepts, slope => Assert.Equal(0, slope, Tolerance(solver)));
        return weights;
    }

    /// <summary>How exact a solution's certificate is.</summary>
    public static double Tolerance(LinearSolver solver) => 10 * Exact * solver.GradientLength;

    private static List<LinearTask> Draw(int tasks, int features, long seed, SmoothLoss loss, Func<double, double, double> label)
    {
        var random = new RandomStream(seed, "made up");
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
        var common = Numbers(features);
        return [.. Enumerable.Range(0, tasks).Select(t =>
        {
            var own = Numbers(features);
            var rows = new Matrix(12 + t, features);
            Numbers(rows.Values.Length).CopyTo(rows.Values, 0);
            var targets = Enumerable.Range(0, rows.Rows).Select(row => label(Enumerable.Range(0, features).Sum(j => rows[row, j] * (common[j] + 0.2 * own[j])), random.NextNormal())).ToArray();
            return new LinearTask($"t{t}", rows, targets, [.. Enumerable.Range(0, rows.Rows).Select(_ => 0.5 + random.NextDouble())], loss);
        })];
    }
}
