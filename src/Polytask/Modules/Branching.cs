using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Where a tree branches: hands each of several branches what one below it gives, [branches, batch, width] from [branches below, batch, width].</summary>
/// <param name="below">For each branch, the place of the one below it.</param>
/// <param name="shape">The shape of a row of a branch.</param>
public sealed class Branching(IReadOnlyList<int> below, RowShape shape) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => shape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => shape;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(this, input);
        return input.index_select(0, Places());
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        torch.zeros([.. cotangent.shape.AsSpan()[..^3], .. pass.Saved(this).shape]).index_add_(cotangent.dim() - 3, Places(), cotangent, Scalars.One);

    private torch.Tensor Places() => torch.tensor([.. below.Select(place => (long)place)]);
}
