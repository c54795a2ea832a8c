using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Batch normalisation: every channel of a batch gets a mean of 0 and a deviation of 1, then a scale and a shift that are learnt. Prediction uses what training has counted.
/// </summary>
[Kind("batch_norm", Paper = "Ioffe, Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift, ICML 2015", Url = "https://arxiv.org/abs/1502.03167")]
public sealed record BatchNormStage : StageOptions
{
    /// <summary>How much a batch counts against all batches before it, in the mean and deviation for prediction.</summary>
    [Range(1e-4, 1)]
    public double Momentum { get; init; } = 0.1;

    /// <summary>The activation function behind it.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.None;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) =>
        new Chain(input, [new BatchNorm(store, name, owner, input, Momentum), new Activation(Activation, input)]);
}
