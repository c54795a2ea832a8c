using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Numerics;

namespace Polytask.Cli.Toys;

/// <summary>The way of a balancing method down a problem from one start.</summary>
/// <param name="Points">The points of the way, thinned out.</param>
/// <param name="Losses">The losses at its end.</param>
/// <param name="Rose">Whether a loss rose in some step.</param>
internal sealed record ToyPath(IReadOnlyList<Point> Points, IReadOnlyList<double> Losses, bool Rose)
{
    /// <summary>Where it ended.</summary>
    public Point End => Points[^1];
}

/// <summary>Goes down a problem as a balancing method says; all in double precision, but for methods that combine whole gradients, which are floats.</summary>
internal sealed class ToyDescent : IDisposable
{
    // Rounding of the losses is not a rise.
    private const double Rounding = 1e-12;
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private readonly ToyProblem _problem;
    private readonly ToyRule _rule;
    private readonly Balancer _balancer;
    private readonly BalancingStep _step;
    private readonly Jacobian _jacobian = new();
    private readonly double[] _losses = new double[2], _gradients = new double[4], _before = new double[2], _direction = new double[2];
    private readonly double[] _first = new double[2], _second = new double[2];

    /// <summary>Makes the method.</summary>
    /// <exception cref="ConfigurationException">It needs more than the problem has.</exception>
    public ToyDescent(ToyProblem problem, ToyRule rule, BalancerOptions method, long seed = 1, Action<string>? say = null)
    {
        (_problem, _rule, _balancer) = (problem, rule, method.Create(new BalancingProblem(ToyProblem.Tasks, ToyProblem.Size)));
        if (_balancer is not (Weighting or JacobianBalancer) or GramianBalancer { Parts: > 1 })
            throw new ConfigurationException($"toy  '{Catalog.Kinds.Of(method.GetType()).Name}' divides a batch, and the problem has none. Choose another method.");
        _step = new BalancingStep(ToyProblem.Size, seed, say);
    }

    /// <summary>Goes all steps.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="went">Told how many steps are done, from time to time.</param>
    /// <param name="stop">Stops it.</param>
    public ToyPath Run(Point start, Action<int>? went = null, CancellationToken stop = default)
    {
        var (at, points, rose) = (start, new List<Point> { start }, false);
        var apart = Math.Max(_problem.View.High.X - _problem.View.Low.X, _problem.View.High.Y - _problem.View.Low.Y) / 1000;
        _problem.Evaluate(at, _losses, _gradients);
        for (var step = 0; step < _rule.Steps; step++)
        {
            if (step % 1000 == 0)
            {
                stop.ThrowIfCancellationRequested();
                went?.Invoke(step);
            }
            Direct(step);
            at = Take(at, step);
            _losses.CopyTo(_before, 0);
            _problem.Evaluate(at, _losses, _gradients);
            for (var task = 0; task < 2; task++) rose |= _losses[task] > _before[task] + Rounding * Math.Max(1, Math.Abs(_before[task]));
            if (_balancer.Needs.HasFlag(Needs.LossesAfter)) _balancer.Learn(_step, _losses);
            if (at.DistanceTo(points[^1]) > apart) points.Add(at);
        }
        points.Add(at);
        return new ToyPath(points, [.. _losses], rose);
    }

    /// <summary>Asks the method for the direction.</summary>
    private void Direct(int number)
    {
        _step.Begin(number, epoch: 0);
        for (var task = 0; task < 2; task++) _step.Add(task, _losses[task]);
        if (_balancer is JacobianBalancer combining)
        {
            Combine(combining);
            return;
        }
        FillGramian(_step.Gramian);
        FillGramian(_step.CrossGramian); // the problem is the same for every batch
        Span<double> weights = [1, 1];
        ((Weighting)_balancer).Weigh(_step, weights);
        for (var i = 0; i < 2; i++) _direction[i] = weights[0] * _gradients[i] + weights[1] * _gradients[2 + i];
    }

    private void FillGramian(SquareMatrix gramian)
    {
        gramian.Reset(2);
        for (var k = 0; k < 2; k++)
            for (var l = 0; l < 2; l++) gramian[k, l] = _gradients[2 * k] * _gradients[2 * l] + _gradients[2 * k + 1] * _gradients[2 * l + 1];
    }

    private void Combine(JacobianBalancer combining)
    {
        _jacobian.Reset(2, [new Segment(0, 2, 0)]);
        for (var i = 0; i < 4; i++) _jacobian[i / 2][i % 2] = (float)_gradients[i];
        Span<float> direction = stackalloc float[2];
        combining.Combine(_step, _jacobian, direction);
        (_direction[0], _direction[1]) = (direction[0], direction[1]);
    }

    private Point Take(Point at, int step)
    {
        if (!_rule.Adam) return new(at.X - _rule.Rate * _direction[0], at.Y - _rule.Rate * _direction[1]);
        Span<double> moved = stackalloc double[2];
        for (var i = 0; i < 2; i++)
        {
            _first[i] = Beta1 * _first[i] + (1 - Beta1) * _direction[i];
            _second[i] = Beta2 * _second[i] + (1 - Beta2) * _direction[i] * _direction[i];
            moved[i] = _rule.Rate * (_first[i] / (1 - Math.Pow(Beta1, step + 1))) / (Math.Sqrt(_second[i] / (1 - Math.Pow(Beta2, step + 1))) + Epsilon);
        }
        return new(at.X - moved[0], at.Y - moved[1]);
    }

    public void Dispose() => _jacobian.Dispose();
}
