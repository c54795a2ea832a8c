using TorchSharp;

namespace Polytask.Modules;

/// <summary>One block for the rows of all tasks: [tasks, batch, width] from [tasks, batch, input width], and [batch, width] from [batch, input width].</summary>
public sealed class SharedRows(Block block) : Block
{
    private readonly object _output = new();

    /// <inheritdoc/>
    public override int OutputWidth => block.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => block.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => block.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var output = block.Forward(input.reshape(-1, input.size(-1)), pass);
        pass.Save(this, input);
        pass.Save(_output, output);
        return output.reshape([.. input.shape.AsSpan()[..^1], OutputWidth]);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var input = pass.Saved(this);
        long[] stack = cotangent.dim() > input.dim() ? [cotangent.size(0)] : [];
        return block.Pullback(cotangent.reshape([.. stack, .. pass.Saved(_output).shape]), pass, toInput)?.reshape([.. stack, .. input.shape]);
    }
}
