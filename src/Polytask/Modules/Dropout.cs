using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>In training, sets each number to zero with probability p and scales the rest by 1 / (1 - p); in prediction, does nothing.</summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, Dropout, JMLR 15, 2014.</remarks>
public sealed class Dropout(double p, RowShape shape) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => shape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => shape;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        if (pass.Random is null || p == 0) return input;
        var mask = Mask(input, pass);
        pass.Save(this, mask);
        return input * mask;
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) => pass.HasSaved(this) ? cotangent * pass.Saved(this) : cotangent;

    private unsafe torch.Tensor Mask(torch.Tensor input, Pass pass)
    {
        var mask = torch.empty(input.shape);
        var values = LibTorch.Pointer(mask);
        var threshold = (uint)(p * uint.MaxValue);
        var kept = (float)(1 / (1 - p));
        var count = input.numel();
        // Each draw gives two numbers of 32 bits.
        for (long i = 0; i < count; i += 2)
        {
            var bits = pass.Random!.NextUInt64();
            values[i] = (uint)bits >= threshold ? kept : 0;
            if (i + 1 < count) values[i + 1] = (uint)(bits >> 32) >= threshold ? kept : 0;
        }
        return mask;
    }
}
