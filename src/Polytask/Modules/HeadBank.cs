using TorchSharp;

namespace Polytask.Modules;

/// <summary>The linear heads of all tasks that read one representation: one matrix product, whatever the number of tasks.</summary>
public sealed class HeadBank : IDisposable
{
    private readonly torch.Tensor _weight;
    private readonly torch.Tensor _bias;
    private readonly torch.Tensor _weightGradient;
    private readonly torch.Tensor _biasGradient;

    private HeadBank(IReadOnlyList<torch.Tensor> stacks, int outputs)
    {
        (_weight, _bias, _weightGradient, _biasGradient) = (stacks[0], stacks[1], stacks[2], stacks[3]);
        OutputWidth = outputs;
    }

    /// <summary>The outputs of all heads together.</summary>
    public int OutputWidth { get; }

    /// <summary>Adds <c>heads.TASK.weight</c> [outputs, width] and <c>heads.TASK.bias</c> [outputs] of each task to the store; call the result after the store is allocated.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">Each task's name and number of outputs.</param>
    /// <param name="width">Numbers per row of the representation.</param>
    public static Func<HeadBank> Add(ParameterStore store, IReadOnlyList<(string Task, int Outputs)> tasks, int width)
    {
        var weights = tasks.Select(t => store.Add($"heads.{t.Task}.weight", t.Task, [t.Outputs, width], Initialisers.FanIn(width))).ToArray();
        var biases = tasks.Select(t => store.Add($"heads.{t.Task}.bias", t.Task, [t.Outputs], Initialisers.Zero)).ToArray();
        var outputs = tasks.Sum(t => t.Outputs);
        return () => new HeadBank(
            [
                store.Stack(weights[0], weights[^1], gradient: false, outputs, width),
                store.Stack(biases[0], biases[^1], gradient: false, outputs),
                store.Stack(weights[0], weights[^1], gradient: true, outputs, width),
                store.Stack(biases[0], biases[^1], gradient: true, outputs),
            ], outputs);
    }

    /// <summary>The outputs of all heads side by side: [batch, outputs] from [batch, width].</summary>
    public torch.Tensor Forward(torch.Tensor representation, Pass pass)
    {
        pass.Save(this, representation);
        return torch.addmm(_bias, representation, _weight.t(), 1, 1);
    }

    /// <summary>Pulls the cotangent of all outputs, [batch, outputs], back to the representation, [batch, width].</summary>
    public torch.Tensor Pullback(torch.Tensor cotangent, Pass pass)
    {
        _weightGradient.addmm_(cotangent.t(), pass.Saved(this));
        _biasGradient.add_(cotangent.sum(dim: 0));
        return cotangent.mm(_weight);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        _weightGradient.Dispose();
        _biasGradient.Dispose();
    }
}
