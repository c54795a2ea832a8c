using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// A task whose loss is a square, as a function of its weights and intercept alone: ½ vᵀ A v + bᵀ v + c. A step then costs what
/// features cost, however many rows there are.
/// </summary>
internal sealed class QuadraticTask
{
    private readonly SquareMatrix _second;
    private readonly double[] _first, _at, _product;
    private readonly double _constant;

    /// <summary>Gathers the rows.</summary>
    public QuadraticTask(LinearTask task)
    {
        var features = task.Rows.Columns;
        (_second, _first, _at, _product) = (new SquareMatrix(features + 1), new double[features + 1], new double[features + 1], new double[features + 1]);
        _constant = task.AddLoss(new double[features], 0, _first.AsSpan(0, features), out _first[features]);
        for (var row = 0; row < task.Rows.Rows; row++)
        {
            task.Rows[row].CopyTo(_at);
            _at[features] = 1;
            for (var i = 0; i <= features; i++) _at.AsSpan().AddTo(_second[i], task.Loss.Curvature * task.Weights[row] * _at[i]);
        }
    }

    /// <summary>As <see cref="LinearTask.AddLoss"/>.</summary>
    public double AddLoss(ReadOnlySpan<double> weights, double intercept, Span<double> gradient, out double interceptGradient)
    {
        weights.CopyTo(_at);
        _at[^1] = intercept;
        _second.Multiply(_at, _product);
        var loss = _constant + RowMath.Dot(_at, _first) + RowMath.Dot(_at, _product) / 2;
        for (var i = 0; i < gradient.Length; i++) gradient[i] += _product[i] + _first[i];
        interceptGradient = _product[^1] + _first[^1];
        return loss;
    }
}
