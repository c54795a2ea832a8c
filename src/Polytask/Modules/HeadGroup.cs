using TorchSharp;

namespace Polytask.Modules;

/// <summary>Heads whose outputs stand side by side, and which are computed together.</summary>
internal abstract class HeadGroup : IDisposable
{
    /// <summary>How many heads there are.</summary>
    public abstract int Count { get; }

    /// <summary>The outputs of all heads together.</summary>
    public abstract int OutputWidth { get; }

    /// <summary>The outputs of all heads side by side: [batch, outputs] from [batch, width].</summary>
    public abstract torch.Tensor Forward(torch.Tensor representation, Pass pass);

    /// <summary>Adds the gradients of the heads, from the cotangent of all outputs, [batch, outputs].</summary>
    public abstract void AddGradients(torch.Tensor cotangent, Pass pass);

    /// <summary>Leaves the gradients of one head in the pass's sink.</summary>
    /// <param name="place">Its place in the group.</param>
    /// <param name="cotangent">The cotangent of its outputs, [batch, outputs], or a stack of several tasks', [tasks, batch, outputs].</param>
    /// <param name="pass">The pass.</param>
    public abstract void LeaveGradients(int place, torch.Tensor cotangent, Pass pass);

    /// <summary>Pulls the cotangent of all outputs, [batch, outputs], back to the representation, [batch, width]: the sum over the tasks.</summary>
    public abstract torch.Tensor Pullback(torch.Tensor cotangent);

    /// <summary>Pulls the cotangent of one task's outputs back to the representation.</summary>
    /// <param name="cotangent">The cotangent of the task's outputs, [batch, task's outputs].</param>
    /// <param name="first">Where they begin among the group's.</param>
    public abstract torch.Tensor PullbackOf(torch.Tensor cotangent, int first);

    /// <inheritdoc/>
    public abstract void Dispose();
}
