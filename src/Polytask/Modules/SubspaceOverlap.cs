using Polytask.Native;
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
    /// <remarks>With Q = W Wᵀ, but zero within subspaces, each pair of rows stands in Q twice: the penalty is ½ ‖Q‖², and its derivative 2 Q W.</remarks>
    public override void Pullback(Pass pass, double share)
    {
        using var factor = (2 * share * strength).ToScalar();
        var stack = torch.stack([.. weights.Select(weight => weight.Value)]);
        var (layers, outputs) = (stack.size(0), stack.size(1));
        var products = stack.bmm(stack.transpose(1, 2));
        var blocks = products.view(layers, subspaces, outputs / subspaces, subspaces, outputs / subspaces);
        for (var subspace = 0; subspace < subspaces; subspace++) blocks.select(1, subspace).select(2, subspace).zero_();
        var gradients = products.bmm(stack).mul_(factor);
        for (var layer = 0; layer < layers; layer++) pass.Sink.Dense(weights[layer], gradients[layer].reshape(1, -1));
    }
}
