using Polytask.Modules.Kernels;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>What readers make of experts: for every row the sum of the experts' outputs, weighted by the reader's gate.</summary>
/// <param name="trained">The experts that each reader trains, by their places; the others it only reads. By default all.</param>
public sealed class Mixture(IReadOnlyList<IReadOnlyList<int>>? trained = null)
{
    private readonly object _experts = new(), _weights = new();

    /// <summary>Mixes: [readers, batch, width].</summary>
    /// <param name="experts">What the experts put out, [experts, batch, width].</param>
    /// <param name="weights">What each reader's gate says, [readers, batch, experts].</param>
    /// <param name="pass">Keeps both.</param>
    public torch.Tensor Forward(torch.Tensor experts, torch.Tensor weights, Pass pass)
    {
        pass.Save(_experts, experts);
        pass.Save(_weights, trained is null ? weights : weights * IsTrained(weights.size(-1)));
        return RowMixing.Mix(weights, experts.unsqueeze(0))[0];
    }

    /// <summary>Pulls a cotangent [readers, batch, width] back to the experts and to the weights; a stack of cotangents becomes stacks.</summary>
    public (torch.Tensor Experts, torch.Tensor Weights) Pullback(torch.Tensor cotangent, Pass pass)
    {
        var stack = cotangent.dim() == 4 ? cotangent : cotangent.unsqueeze(0);
        var (toExperts, toWeights) = (RowMixing.Mix(pass.Saved(_weights).transpose(0, 2), stack), RowMixing.Products(stack, pass.Saved(_experts)));
        return cotangent.dim() == 4 ? (toExperts, toWeights) : (toExperts[0], toWeights[0]);
    }

    /// <summary>1 where a reader trains an expert, else 0; [readers, 1, experts].</summary>
    private torch.Tensor IsTrained(long experts) =>
        torch.tensor([.. trained!.SelectMany(places => Enumerable.Range(0, (int)experts).Select(expert => places.Contains(expert) ? 1f : 0f))]).view(-1, 1, experts);
}
