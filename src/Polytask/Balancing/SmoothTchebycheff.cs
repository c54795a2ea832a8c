using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>Which of two objectives has the name STCH.</summary>
public enum TchebycheffForm
{
    /// <summary>μ log Σ exp(λ (L − z)/μ), of preferences λ with sum 1 and reference losses z: the paper's, and TorchJD's.</summary>
    Losses,

    /// <summary>n μ log Σ exp(λ log(L/N)/μ), of preferences λ with mean 1 and the mean losses N of one epoch; up to the end of that epoch Σ log L: LibMTL's.</summary>
    Logarithms,
}

/// <summary>
/// Smooth Tchebycheff scalarisation: a smooth maximum of the losses, so that the worst task counts most. Its two published forms differ;
/// <c>form</c> chooses. Losses that have a logarithm must be above 0 until they have a mean to count from; later, L/N below 1e-20 counts as
/// 1e-20, which LibMTL adds. The weights of <c>losses</c> add up to 1/n for n equal tasks: with plain SGD, raise the learning rate.
/// </summary>
[Kind("stch", Paper = "Lin, Zhang, Yang, Liu, Wang, Zhang, Smooth Tchebycheff Scalarization for Multi-Objective Optimization, ICML 2024", Url = "https://arxiv.org/abs/2402.19078")]
public sealed record SmoothTchebycheff : BalancerOptions
{
    /// <summary>Which of the two objectives.</summary>
    public TchebycheffForm Form { get; init; }

    /// <summary>The smoothness μ: small for the worst task alone, large for all of them.</summary>
    [Range(1e-6, 1e6)]
    public double Smoothness { get; init; } = 1;

    /// <summary>How much each task matters; 1 for those not named. Divided by their sum or mean in every step, as the form says.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <summary>The losses z that <c>form: losses</c> counts from, the best that each task can reach; 0 for those not named.</summary>
    [NameIn("tasks")]
    public IReadOnlyDictionary<string, double>? Reference { get; init; }

    /// <summary>The epoch, counted from 0, whose mean losses <c>form: logarithms</c> counts from; for a task without labels in it, its first epoch after.</summary>
    [Range(0, int.MaxValue)]
    public int WarmUpEpochs { get; init; } = 4;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem)
    {
        var preference = Balancing.Preference.Resolve(Preference, problem.Tasks);
        var reference = TaskNumbers.Resolve(Reference, problem.Tasks, "reference", 0, _ => true, "a number");
        return Form == TchebycheffForm.Losses
            ? new LossesBalancer(Smoothness, preference, reference)
            : new LogarithmsBalancer(Smoothness, preference, new EpochMeans(problem.Tasks.Count, WarmUpEpochs), new LossCheck("stch", problem.Tasks));
    }

    private sealed class LossesBalancer(double smoothness, double[] preference, double[] reference) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var sum = SumOf(preference, step.Tasks);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = preference[step.Tasks[i]] / sum * (step.Losses[i] - reference[step.Tasks[i]]) / smoothness;
            SoftWeights.Of(weights, 1, weights);
            for (var i = 0; i < weights.Length; i++) weights[i] *= preference[step.Tasks[i]] / sum;
        }
    }

    private sealed class LogarithmsBalancer(double smoothness, double[] preference, EpochMeans nadir, LossCheck check) : LossBalancer
    {
        private const double LeastRatio = 1e-20;
        private readonly double[] _least = new double[preference.Length];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => nadir.Memory;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var mean = SumOf(preference, step.Tasks) / step.Count;
            for (var i = 0; i < weights.Length; i++)
            {
                var (task, loss) = (step.Tasks[i], step.Losses[i]);
                var start = nadir.Of(task, step.Epoch);
                if (double.IsNaN(start)) check.Above0(task, loss);
                else check.AtLeast(task, loss, 0);
                nadir.Add(task, step.Epoch, loss);
                _least[i] = double.IsNaN(start) ? 0 : LeastRatio * start;
                weights[i] = double.IsNaN(start) ? 0 : preference[task] / mean * (Math.Log(Math.Max(loss, _least[i])) - Math.Log(start)) / smoothness;
            }
            SoftWeights.Of(weights, step.Count, weights);
            for (var i = 0; i < weights.Length; i++) weights[i] *= preference[step.Tasks[i]] / mean * InverseLosses.Of(Math.Max(step.Losses[i], _least[i]));
        }
    }

    private static double SumOf(double[] preference, ReadOnlySpan<int> tasks)
    {
        var sum = 0.0;
        foreach (var task in tasks) sum += preference[task];
        return sum;
    }
}
