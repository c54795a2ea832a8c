using TorchSharp;

namespace Polytask.Modules;

/// <summary>One block for rows of several tasks at once: [tasks, batch, width] as one batch, and [batch, width] as it is.</summary>
internal sealed class RowByRow(Block block) : Block
{
    private readonly object _input = new();

    /// <inheritdoc/>
    public override int OutputWidth => block.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => block.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => block.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(_input, input);
        return input.dim() == 2 ? block.Forward(input, pass) : block.Forward(input.reshape(-1, input.size(2)), pass).view(input.size(0), input.size(1), -1);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        if (pass.Saved(_input).dim() == 2) return block.Pullback(cotangent, pass, toInput);
        var (outer, tasks, rows) = (cotangent.shape[..^3], cotangent.size(-3), cotangent.size(-2));
        return block.Pullback(cotangent.reshape([.. outer, tasks * rows, OutputWidth]), pass, toInput)?.reshape([.. outer, tasks, rows, -1]);
    }
}
