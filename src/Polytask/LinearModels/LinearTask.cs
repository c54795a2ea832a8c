using Polytask.Losses;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>The training rows of one task, and how its errors count.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Rows">The features, [rows, features].</param>
/// <param name="Targets">The encoded labels, [rows].</param>
/// <param name="Weights">How much each row counts, [rows].</param>
/// <param name="Loss">The loss of one row.</param>
public sealed record LinearTask(string Name, Matrix Rows, double[] Targets, double[] Weights, SmoothLoss Loss)
{
    private const int PowerSteps = 30;

    /// <summary>What the largest curvature of the task's loss by its weights and intercept is about: the largest eigenvalue of Σ w x xᵀ, from below.</summary>
    internal double Curvature(bool intercept)
    {
        var vector = new double[Rows.Columns + 1];
        Array.Fill(vector, 1);
        if (!intercept) vector[^1] = 0;
        var value = 0.0;
        for (var step = 0; step < PowerSteps; step++)
        {
            var length = Math.Sqrt(RowMath.Dot(vector, vector));
            if (length == 0) return 0;
            var next = new double[vector.Length];
            for (var row = 0; row < Rows.Rows; row++)
            {
                var product = Weights[row] / length * (RowMath.Dot(Rows[row], vector.AsSpan(0, Rows.Columns)) + vector[^1]);
                Rows[row].AddTo(next, product);
                if (intercept) next[^1] += product;
            }
            value = Math.Sqrt(RowMath.Dot(next, next));
            vector = next;
        }
        return value * Loss.Curvature;
    }

    /// <summary>The loss of all rows; adds its gradients.</summary>
    internal double AddLoss(ReadOnlySpan<double> weights, double intercept, Span<double> gradient, out double interceptGradient)
    {
        var loss = interceptGradient = 0.0;
        for (var row = 0; row < Rows.Rows; row++)
        {
            var features = Rows[row];
            loss += Loss.Of(RowMath.Dot(features, weights) + intercept, Targets[row], Weights[row], out var derivative);
            interceptGradient += derivative;
            features.AddTo(gradient, derivative);
        }
        return loss;
    }

    /// <summary>The mean loss of the rows.</summary>
    internal double MeanLoss(ReadOnlySpan<double> weights, double intercept) =>
        AddLoss(weights, intercept, new double[weights.Length], out _) / Weights.Sum();
}
