using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Optimisation.Kernels;

namespace Polytask.Optimisation;

/// <summary>Stochastic gradient descent with momentum: v = μ v + g, θ = θ − lr v. Weight decay is added to the gradient.</summary>
[Kind("sgd", Paper = "Sutskever, Martens, Dahl, Hinton, On the Importance of Initialization and Momentum in Deep Learning, ICML 2013")]
public sealed record Sgd : OptimiserOptions
{
    /// <summary>The momentum μ; 0 means none.</summary>
    [Range(0, 0.9999)]
    public double Momentum { get; init; }

    /// <inheritdoc/>
    public override Optimiser Create() => new SgdOptimiser(this);

    private sealed class SgdOptimiser(Sgd options) : Optimiser
    {
        private float _rate;

        public override int StateSlots => options.Momentum > 0 ? 1 : 0;

        // Without momentum and decay a row without gradient would not move anyway.
        public override bool SkipsUntouchedRows => options.Momentum == 0 && options.WeightDecay == 0;

        public override void Begin(double learningRate, long step) => _rate = (float)learningRate;

        public override unsafe void Update(float* values, float* gradients, float** state, long count) =>
            SgdKernel.Update(values, gradients, StateSlots > 0 ? state[0] : null, count, _rate, (float)options.Momentum, (float)options.WeightDecay);
    }
}
