using TorchSharp;

namespace Polytask.Modules;

/// <summary>What readers make of experts: for every row the sum of the experts' outputs, weighted by the reader's gate. One batched product over the rows.</summary>
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
        var (byRow, weightsByRow) = (experts.transpose(0, 1), weights.transpose(0, 1));
        pass.Save(_experts, byRow);
        pass.Save(_weights, trained is null ? weightsByRow : weightsByRow * IsTrained(weights.size(-1)));
        return weightsByRow.bmm(byRow).transpose(0, 1);
    }

    /// <summary>Pulls a cotangent [readers, batch, width] back to the experts and to the weights; a stack of cotangents becomes stacks.</summary>
    public (torch.Tensor Experts, torch.Tensor Weights) Pullback(torch.Tensor cotangent, Pass pass)
    {
        var (experts, weights) = (pass.Saved(_experts), pass.Saved(_weights));
        if (cotangent.dim() == 3)
        {
            var byRow = cotangent.transpose(0, 1);
            return (weights.transpose(1, 2).bmm(byRow).transpose(0, 1), byRow.bmm(experts.transpose(1, 2)).transpose(0, 1));
        }
        var (tasks, readers, rows, width) = (cotangent.size(0), cotangent.size(1), cotangent.size(2), cotangent.size(3));
        var toExperts = weights.transpose(1, 2).bmm(cotangent.permute(2, 1, 0, 3).reshape(rows, readers, tasks * width)).view(rows, -1, tasks, width);
        var toWeights = cotangent.permute(2, 0, 1, 3).reshape(rows, tasks * readers, width).bmm(experts.transpose(1, 2)).view(rows, tasks, readers, -1);
        return (toExperts.permute(2, 1, 0, 3), toWeights.permute(1, 2, 0, 3));
    }

    /// <summary>1 where a reader trains an expert, else 0; [readers, experts].</summary>
    private torch.Tensor IsTrained(long experts) =>
        torch.tensor([.. trained!.SelectMany(places => Enumerable.Range(0, (int)experts).Select(expert => places.Contains(expert) ? 1f : 0f))]).view(-1, experts);
}
