using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// One block for all tasks that each of them runs or skips: it gives [tasks, batch, width] from [batch, width], which all of them read, or from
/// [tasks, batch, width]. While tasks choose, they read a mixture; before, all run it.
/// </summary>
/// <param name="block">The block, as wide as its input; it takes the rows of all tasks at once.</param>
/// <param name="choice">Whether to run it, the first choice of each task, or to skip it.</param>
/// <remarks>Sun, Panda, Feris, Saenko, AdaShare, NeurIPS 2020.</remarks>
internal sealed class SkippableStage(Block block, LearntChoice choice) : Block
{
    private readonly object _difference = new();

    /// <inheritdoc/>
    public override int OutputWidth => block.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => block.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var (output, weights) = (block.Forward(input, pass), choice.Forward(pass));
        pass.Save(this, weights);
        pass.Save(_difference, output.sub(input));
        return (Column(weights, 0) * output).add_(Column(weights, 1) * input, Scalars.One);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (weights, difference) = (pass.Saved(this), pass.Saved(_difference));
        // What skipping gives is what running gives, less the difference; the weights add up to 1, so that what they have in common does not count.
        var toRun = (cotangent * difference).sum([-2L, -1L]);
        choice.Pullback(torch.stack([toRun, torch.zeros_like(toRun)], -1), pass);
        var (run, skipped) = (cotangent * Column(weights, 0), cotangent * Column(weights, 1));
        if (difference.dim() == 2) (run, skipped) = (run.sum(dim: -3), skipped.sum(dim: -3));
        var pulled = block.Pullback(run, pass, toInput);
        return toInput ? pulled!.add(skipped, Scalars.One) : null;
    }

    /// <summary>[tasks, 1, 1].</summary>
    private static torch.Tensor Column(torch.Tensor weights, int choice) => weights.select(1, choice).unsqueeze(-1).unsqueeze(-1);
}
