using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Linear layers of one shape side by side, as one batched product: [experts, batch, outputs] from [batch, inputs], which all of them read, or from
/// [experts, batch, inputs], where each reads its own.
/// </summary>
public sealed class LinearBank : Block
{
    private readonly ParameterStack _weight;
    private readonly ParameterStack? _bias;
    private readonly int _inputs;

    /// <summary>Adds <c>NAME.weight</c> [experts, outputs, inputs] and <c>NAME.bias</c> [experts, outputs] of each member to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="members">Names, owners and numbers of the experts.</param>
    /// <param name="inputs">Numbers per row of the input.</param>
    /// <param name="outputs">Numbers per row of each expert's output.</param>
    /// <param name="hasBias">Whether something is added to the product.</param>
    /// <param name="initialise">How the weights of each member begin; by default as those of a linear layer.</param>
    public LinearBank(ParameterStore store, IReadOnlyList<StackMember> members, int inputs, int outputs, bool hasBias = true, Func<int, Initialise>? initialise = null)
    {
        _weight = store.AddStack(members, "weight", [outputs, inputs], initialise ?? (_ => Initialisers.FanIn(inputs)));
        _bias = hasBias ? store.AddStack(members, "bias", [outputs], _ => Initialisers.Zero) : null;
        (_inputs, OutputWidth) = (inputs, outputs);
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    private int Experts => _weight.Count;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(this, input);
        if (input.dim() == 3)
        {
            var products = input.bmm(_weight.Value.transpose(1, 2));
            return _bias is null ? products : products.add_(_bias.Value.unsqueeze(1), Scalars.One);
        }
        // With one input for all, the experts are one wide layer: the batch comes first in memory, and every later product takes it as it lies.
        var wide = _weight.Value.view(Experts * OutputWidth, _inputs).t();
        var output = _bias is null ? input.mm(wide) : torch.addmm(_bias.Value.view(-1), input, wide, 1, 1);
        return output.view(-1, Experts, OutputWidth).transpose(0, 1);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var input = pass.Saved(this);
        pass.Sink.Bank(_weight, _bias, input, cotangent);
        if (!toInput) return null;
        long[] outer = cotangent.dim() == 4 ? [cotangent.size(0)] : [];
        var rows = cotangent.size(-2);
        if (input.dim() == 2)
            return cotangent.transpose(-3, -2).reshape(-1, Experts * OutputWidth).mm(_weight.Value.view(-1, _inputs)).view([.. outer, rows, _inputs]);
        if (cotangent.dim() == 3) return cotangent.bmm(_weight.Value);
        return cotangent.transpose(0, 1).reshape(Experts, -1, OutputWidth).bmm(_weight.Value).view(Experts, -1, rows, _inputs).transpose(0, 1);
    }
}
