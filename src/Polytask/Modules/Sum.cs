using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// The sum of two blocks that read the same, f(x) + c g(x). Where the second is a bank and the first is not, each of the bank adds to the first: [experts, batch, width].
/// </summary>
/// <param name="first">f.</param>
/// <param name="second">g, of the same width.</param>
/// <param name="factor">c.</param>
public sealed class Sum(Block first, Block second, double factor = 1) : Block
{
    private readonly object _first = new();

    /// <inheritdoc/>
    public override int OutputWidth => first.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => first.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => first.HasParameters || second.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        using var number = factor.ToScalar();
        var one = first.Forward(input, pass);
        var sum = one.add(second.Forward(input, pass), number);
        pass.Save(_first, one);
        pass.Save(this, sum);
        return sum;
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        using var number = factor.ToScalar();
        var toFirst = pass.Saved(this).dim() > pass.Saved(_first).dim() ? cotangent.sum(dim: -3) : cotangent;
        var (one, other) = (first.Pullback(toFirst, pass, toInput), second.Pullback(factor == 1 ? cotangent : cotangent.mul(number), pass, toInput));
        return toInput ? one!.add(other!, Scalars.One) : null;
    }
}
