using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// Solves min Σ_t loss_t(W_t x + b_t) + strength · penalty(W), step by step, from wherever it stands. Strengths may follow one another: each
/// begins at the solution of the one before.
/// </summary>
/// <remarks>
/// Variables lie one after another: the parts of W, then the intercepts. The objective is the one of Zhou, Chen, Ye, MALSAR: Multi-tAsk
/// Learning via StructurAl Regularization, 2011.
/// </remarks>
public sealed class LinearSolver
{
    private readonly IReadOnlyList<LinearTask> _tasks;
    private readonly QuadraticTask?[] _quadratic;
    private readonly Penalty _penalty;
    private readonly bool _intercept;
    private readonly int _size;
    private readonly double _curvature;
    private readonly ProximalGradient _method;
    private readonly Objective _objective;

    /// <summary>Begins with weights and intercepts of 0.</summary>
    /// <param name="tasks">The tasks; all have the same features.</param>
    /// <param name="penalty">What holds their weights together.</param>
    /// <param name="intercept">Whether tasks have intercepts.</param>
    public LinearSolver(IReadOnlyList<LinearTask> tasks, Penalty penalty, bool intercept = true)
    {
        (_tasks, _penalty, _intercept) = (tasks, penalty, intercept);
        Features = tasks[0].Rows.Columns;
        // With fewer rows than features the rows cost less.
        _quadratic = [.. tasks.Select(task => task.Loss.Quadratic && task.Rows.Rows > Features ? new QuadraticTask(task) : null)];
        _size = tasks.Count * Features;
        _curvature = tasks.Max(task => task.Curvature(intercept));
        _method = new ProximalGradient(penalty.Parts * _size + (intercept ? tasks.Count : 0), 1);
        _objective = new Objective(this);
        var gradient = new double[_method.Point.Length];
        _objective.Smooth(_method.Point, gradient);
        GradientLength = Math.Sqrt(RowMath.Dot(gradient, gradient));
        LargestStrength = penalty.Largest(_objective.PartsOf(gradient)[0], _curvature);
        Strength = 0;
    }

    /// <summary>The number of features.</summary>
    public int Features { get; }

    /// <summary>The strength at which a path begins.</summary>
    public double LargestStrength { get; }

    /// <summary>The length of the gradient where all weights and intercepts are 0.</summary>
    public double GradientLength { get; }

    /// <summary>The strength of the penalty. To set it is to begin anew from where the solver stands.</summary>
    public double Strength
    {
        get;
        set
        {
            field = value;
            _method.Curvature = Math.Max(double.Epsilon, _penalty.Parts * _curvature + (_penalty.Curvature > 0 ? value * _penalty.Curvature : 0));
            _method.Restart();
        }
    }

    /// <summary>The weights W, the sum of its parts, [tasks, features].</summary>
    public Matrix Weights => Sum(Parts);

    /// <summary>The parts of W, each [tasks, features].</summary>
    public IReadOnlyList<Matrix> Parts => _objective.PartsOf(_method.Point);

    /// <summary>The intercepts, [tasks].</summary>
    public double[] Intercepts => _intercept ? _method.Point[(_penalty.Parts * _size)..] : new double[_tasks.Count];

    /// <summary>What is made small, where the solver stands.</summary>
    public double Value => _objective.Smooth(_method.Point, new double[_method.Point.Length]) + (Strength > 0 ? Strength * _penalty.Value(Parts) : 0);

    /// <summary>What the next step follows from, beside the strength: a run goes on from it, bit for bit.</summary>
    internal ProximalGradient State => _method;

    /// <summary>One step.</summary>
    /// <returns>The length of the proximal gradient, which is 0 at a solution and nowhere else; and the loss.</returns>
    public (double Residual, double Loss) Step() => _method.Step(_objective);

    /// <summary>Steps until the proximal gradient is short enough.</summary>
    /// <param name="tolerance">Its length at most, as a share of <see cref="GradientLength"/>.</param>
    /// <param name="steps">The most steps.</param>
    /// <returns>Whether it got there.</returns>
    public bool Solve(double tolerance, int steps)
    {
        for (var step = 0; step < steps; step++)
            if (Step().Residual <= tolerance * GradientLength) return true;
        return false;
    }

    private static Matrix Sum(IReadOnlyList<Matrix> parts)
    {
        if (parts.Count == 1) return parts[0];
        var sum = new Matrix(parts[0].Rows, parts[0].Columns);
        foreach (var part in parts)
            for (var i = 0; i < sum.Values.Length; i++) sum.Values[i] += part.Values[i];
        return sum;
    }

    private sealed class Objective(LinearSolver solver) : IComposite
    {
        public double Smooth(ReadOnlySpan<double> x, Span<double> gradient)
        {
            var parts = PartsOf(x);
            var weights = Sum(parts);
            var slope = new Matrix(weights.Rows, weights.Columns);
            var intercepts = solver._penalty.Parts * solver._size;
            var value = 0.0;
            for (var task = 0; task < weights.Rows; task++)
            {
                var intercept = solver._intercept ? x[intercepts + task] : 0;
                double own;
                value += solver._quadratic[task] is { } quadratic
                    ? quadratic.AddLoss(weights[task], intercept, slope[task], out own)
                    : solver._tasks[task].AddLoss(weights[task], intercept, slope[task], out own);
                if (solver._intercept) gradient[intercepts + task] = own;
            }
            var gradients = parts.Select(_ => new Matrix(weights.Rows, weights.Columns)).ToArray();
            foreach (var part in gradients) slope.Values.CopyTo(part.Values, 0);
            value += solver._penalty.AddSmooth(parts, solver.Strength, gradients);
            Write(gradients, gradient);
            return value;
        }

        public void Shrink(Span<double> x, double step)
        {
            if (solver.Strength == 0) return;
            var parts = PartsOf(x);
            solver._penalty.Shrink(parts, step * solver.Strength);
            Write(parts, x);
        }

        public Matrix[] PartsOf(ReadOnlySpan<double> x)
        {
            var parts = new Matrix[solver._penalty.Parts];
            for (var part = 0; part < parts.Length; part++)
            {
                parts[part] = new Matrix(solver._tasks.Count, solver.Features);
                x.Slice(part * solver._size, solver._size).CopyTo(parts[part].Values);
            }
            return parts;
        }

        private void Write(Matrix[] parts, Span<double> x)
        {
            for (var part = 0; part < parts.Length; part++) parts[part].Values.CopyTo(x[(part * solver._size)..]);
        }
    }
}
