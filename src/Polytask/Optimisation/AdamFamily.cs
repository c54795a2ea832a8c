using System.ComponentModel.DataAnnotations;
using Polytask.Optimisation.Kernels;

namespace Polytask.Optimisation;

/// <summary>The options that every form of Adam has.</summary>
public abstract record AdamFamily : OptimiserOptions
{
    /// <summary>The decay of the first moment, the mean of the gradients.</summary>
    [Range(0, 0.999999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the second moment, the mean of their squares.</summary>
    [Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    [Range(1e-12, 1)]
    public double Epsilon { get; init; } = 1e-8;

    private protected sealed class AdamOptimiser(AdamFamily options, bool decoupledDecay, bool skipsUntouchedRows) : Optimiser
    {
        private AdamStep _step;

        public override int StateSlots => 2;

        public override bool SkipsUntouchedRows => skipsUntouchedRows;

        public override void Begin(double learningRate, long step) => _step = new AdamStep(
            (float)options.Beta1,
            (float)(1 - options.Beta1),
            (float)options.Beta2,
            (float)(1 - options.Beta2),
            (float)(learningRate / (1 - Math.Pow(options.Beta1, step))),
            (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step))),
            (float)options.Epsilon,
            decoupledDecay ? 0 : (float)options.WeightDecay,
            decoupledDecay ? (float)(1 - learningRate * options.WeightDecay) : 1);

        public override unsafe void Update(float* values, float* gradients, float** state, long count) =>
            AdamKernel.Update(values, gradients, state[0], state[1], count, _step);
    }
}
