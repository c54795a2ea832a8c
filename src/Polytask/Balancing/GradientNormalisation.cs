using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>How long gradients of equal length are.</summary>
public enum CommonLength
{
    /// <summary>The mean of the lengths that they had.</summary>
    Mean,

    /// <summary>The smallest of the lengths that they had.</summary>
    Smallest,

    /// <summary>The largest of the lengths that they had.</summary>
    Largest,

    /// <summary>1, as if all losses were measured in units of their gradients.</summary>
    One,
}

/// <summary>
/// Gives all gradients the same length and adds them up. With two tasks the direction is that of Nash's bargaining solution. The gradients of a task's
/// own parameters stay as they are. A gradient that is zero stays zero, and the mean and the smallest length are those of the others.
/// </summary>
[Kind("gradient_normalisation")]
public sealed record GradientNormalisation : GradientBalancing
{
    /// <summary>The length of each gradient.</summary>
    public CommonLength Length { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GradientNormalisationBalancer(Length);

    private sealed class GradientNormalisationBalancer(CommonLength length) : GramianBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (sum, smallest, largest, count) = (0.0, double.PositiveInfinity, 0.0, 0);
            for (var i = 0; i < weights.Length; i++)
            {
                if (!(step.Gramian[i, i] > 0)) continue;
                var norm = Math.Sqrt(step.Gramian[i, i]);
                (sum, smallest, largest, count) = (sum + norm, Math.Min(smallest, norm), Math.Max(largest, norm), count + 1);
            }
            if (count < weights.Length) step.Say("balancing 'gradient_normalisation': the gradient of a task was zero in a step, and was left as it is.");
            var common = length switch
            {
                CommonLength.Mean => sum / count,
                CommonLength.Smallest => smallest,
                CommonLength.Largest => largest,
                _ => 1,
            };
            for (var i = 0; i < weights.Length; i++) weights[i] = step.Gramian[i, i] > 0 ? common / Math.Sqrt(step.Gramian[i, i]) : 1;
        }
    }
}
