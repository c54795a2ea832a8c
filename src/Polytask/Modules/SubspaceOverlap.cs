using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// How much the subspaces of layers overlap: for each layer the squares of the inner products of rows of its weights that belong to different subspaces, summed.
/// </summary>
/// <param name="weights">The layers' weights, each [outputs, inputs].</param>
/// <param name="subspaces">How many subspaces the outputs are divided into.</param>
/// <param name="strength">What it counts.</param>
/// <remarks>Ruder, Bingel, Augenstein, Søgaard, AAAI 2019.</remarks>
internal sealed class SubspaceOverlap(IReadOnlyList<Parameter> weights, int subspaces, double strength) : ParameterPenalty
{
    /// <inheritdoc/>
    /// <remarks>With Q = W_i W_jᵀ of two subspaces the penalty is ‖Q‖², and its derivatives are 2 Q W_j and 2 Qᵀ W_i.</remarks>
    public override void Pullback(Pass pass, double share)
    {
        var factor = (float)(2 * share * strength);
        foreach (var weight in weights)
        {
            var gradient = torch.zeros(weight.Value.shape);
            var (parts, gradients) = (weight.Value.chunk(subspaces), gradient.chunk(subspaces));
            for (var i = 0; i < subspaces; i++)
                for (var j = 0; j < i; j++)
                {
                    var products = parts[i].mm(parts[j].t());
                    gradients[i].addmm_(products, parts[j], alpha: factor);
                    gradients[j].addmm_(products.t(), parts[i], alpha: factor);
                }
            pass.Sink.Dense(weight, gradient.view(1, -1));
        }
    }
}
