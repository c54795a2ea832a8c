using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Gates on what blocks side by side read: each multiplies its numbers by 2 σ(A B x), which is 1 where nothing is known of them; B leads to few numbers, so that a gate is cheap.
/// They give [gates, batch, width] from [batch, width], which all of them read, or from [gates, batch, width].
/// </summary>
/// <remarks>Wang, Cao, Fu, Gai, Zhou, HoME: Hierarchy of Multi-Gate Experts for Multi-Task Learning at Kuaishou, KDD 2025.</remarks>
public sealed class FeatureGates : Block
{
    private readonly Chain _logits;
    private readonly object _input = new();

    /// <summary>Adds <c>NAME.down.weight</c> [rank, width] and <c>NAME.up.weight</c> [width, rank] of each gate to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="gates">Names and owners of the gates.</param>
    /// <param name="width">Numbers per row of the input.</param>
    /// <param name="rank">Numbers per row between the two matrices.</param>
    public FeatureGates(ParameterStore store, IReadOnlyList<StackMember> gates, int width, int rank)
    {
        LinearBank Bank(string name, int inputs, int outputs) => new(store, [.. gates.Select(gate => gate with { Name = $"{gate.Name}.{name}" })], inputs, outputs, hasBias: false);
        _logits = new Chain(width, [Bank("down", width, rank), Bank("up", rank, width)]);
    }

    /// <inheritdoc/>
    public override int OutputWidth => _logits.OutputWidth;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        using var two = 2.ToScalar();
        var factors = _logits.Forward(input, pass).sigmoid().mul_(two);
        pass.Save(_input, input);
        pass.Save(this, factors);
        return factors * input;
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (input, factors) = (pass.Saved(_input), pass.Saved(this));
        using var minusHalf = (-0.5).ToScalar();
        var direct = cotangent * factors;
        var read = _logits.Pullback(direct * input * factors.mul(minusHalf).add_(Scalars.One, Scalars.One), pass, toInput);
        return toInput ? (input.dim() == 2 ? direct.sum(dim: -3) : direct).add_(read!, Scalars.One) : null;
    }
}
