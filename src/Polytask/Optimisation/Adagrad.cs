using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Optimisation.Kernels;

namespace Polytask.Optimisation;

/// <summary>Every number has a rate of its own that falls with the squares of its gradients so far, so rare features keep learning. Rows of tables without a gradient stay as they are.</summary>
[Kind("adagrad", Paper = "Duchi, Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12, 2011", Url = "https://jmlr.org/papers/v12/duchi11a.html")]
public sealed record Adagrad : OptimiserOptions, IConstrained
{
    /// <summary>Added to the root of the sum of squares.</summary>
    [Range(1e-12, 1)]
    public double Epsilon { get; init; } = 1e-10;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (WeightDecay > 0) yield return ("weightDecay", "adagrad leaves rows without a gradient alone, so it cannot decay them. Set it to 0, or choose adam or adamw.");
    }

    /// <inheritdoc/>
    public override Optimiser Create() => new AdagradOptimiser((float)Epsilon);

    private sealed class AdagradOptimiser(float epsilon) : Optimiser
    {
        private float _rate;

        public override int StateSlots => 1;

        public override bool SkipsUntouchedRows => true;

        public override void Begin(double learningRate, long step) => _rate = (float)learningRate;

        public override unsafe void Update(float* values, float* gradients, float** state, long count) =>
            AdagradKernel.Update(values, gradients, state[0], count, _rate, epsilon);
    }
}
