using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Where a tree is learnt: each node reads on in one of the nodes below, which it chooses; while it chooses, in a mixture of them, at first in their mean. They give
/// [nodes, batch, width] from [nodes below, batch, width], with as many nodes as below.
/// </summary>
/// <remarks>Guo, Lee, Ulbricht, Learning to Branch for Multi-Task Learning, ICML 2020.</remarks>
internal sealed class BranchUnits(ParameterStore store, IReadOnlyList<StackMember> nodes, IReadOnlyList<string> labels, RowShape shape, Annealing annealing) : Block
{
    private readonly LearntChoice _choice = new(store, nodes, labels, annealing, [.. Enumerable.Repeat(1f / nodes.Count, nodes.Count)]);
    private readonly object _weights = new();

    /// <summary>The node below that each has chosen.</summary>
    public IReadOnlyList<int> Chosen => _choice.Likeliest;

    /// <inheritdoc/>
    public override int OutputWidth => shape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => shape;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var (weights, below) = (_choice.Forward(pass), input.reshape(nodes.Count, -1));
        pass.Save(_weights, weights);
        pass.Save(this, below);
        return weights.mm(below).view(nodes.Count, -1, shape.Numbers);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var outer = cotangent.shape[..^3];
        var stack = cotangent.reshape(-1, nodes.Count, cotangent.size(-2) * shape.Numbers);
        _choice.Pullback(stack.view(-1, stack.size(2)).mm(pass.Saved(this).t()).view([.. outer, nodes.Count, nodes.Count]), pass);
        if (!toInput) return null;
        var pulled = pass.Saved(_weights).t().mm(stack.transpose(0, 1).reshape(nodes.Count, -1));
        return pulled.view(nodes.Count, stack.size(0), -1).transpose(0, 1).reshape(cotangent.shape);
    }
}
