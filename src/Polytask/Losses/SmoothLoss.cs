namespace Polytask.Losses;

/// <summary>The loss of one row by its only output, and its derivative.</summary>
/// <param name="output">The output.</param>
/// <param name="target">The encoded label.</param>
/// <param name="gradient">Receives the derivative with respect to the output.</param>
public delegate double OutputLoss(double output, double target, out double gradient);

/// <summary>A convex loss of one output whose derivative changes at a bounded rate: what a linear model can be solved with.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Curvature">The largest second derivative.</param>
/// <param name="Quadratic">Whether it is the second derivative everywhere, so that the loss is a square.</param>
public sealed record SmoothLoss(OutputLoss Loss, double Curvature, bool Quadratic = false)
{
    /// <summary>The weighted loss of one row and its derivative.</summary>
    internal double Of(double output, double target, double weight, out double gradient)
    {
        var loss = Loss(output, target, out gradient);
        gradient *= weight;
        return weight * loss;
    }
}
