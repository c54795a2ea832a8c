using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Uncertainty weighting: learns s = log σ² of each task's noise and trains on Σ L/(2σ²) + log σ = Σ e^(−s) L/2 + s/2, the paper's
/// likelihood of regression. For classification the paper derives e^(−s) L + s/2; other implementations use the form of regression
/// for all tasks, and so does this one unless <c>classification</c> names tasks. The paper learns s with the model's optimiser.
/// </summary>
[Kind("uw", Paper = "Kendall, Gal, Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics, CVPR 2018", Url = "https://arxiv.org/abs/1705.07115")]
public sealed record UncertaintyWeighting : LearntScaling
{
    /// <summary>The tasks whose loss is a cross-entropy and counts in the form of classification.</summary>
    [NameIn("tasks")]
    public IReadOnlyList<string>? Classification { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem)
    {
        var unknown = (Classification ?? []).Except(problem.Tasks).ToList();
        if (unknown.Count > 0)
            throw new ConfigurationException([.. unknown.Select(name => $"balancing.classification: expected names of {string.Join(", ", problem.Tasks)}, found '{name}'. Correct the name, or remove it.")]);
        return new UncertaintyBalancer(this, [.. problem.Tasks.Select(task => Classification?.Contains(task) == true ? 1 : 0.5)]);
    }

    private sealed class UncertaintyBalancer(UncertaintyWeighting options, double[] factors) : LearntScales(options, factors.Length)
    {
        protected override double Weight(int task, double scale) => factors[task] * Math.Exp(-scale);

        protected override double Slope(int task, double scale, double loss) => 0.5 - factors[task] * Math.Exp(-scale) * loss;
    }
}
