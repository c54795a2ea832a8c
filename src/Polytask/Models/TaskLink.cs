using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>What a task's outputs take from those of other tasks, behind the heads.</summary>
internal abstract class TaskLink
{
    /// <summary>Changes the outputs of its task; those of the tasks that it takes are as they will be.</summary>
    public abstract void Forward(TaskOutputs outputs, Pass pass);

    /// <summary>Turns the cotangent of its task's outputs into that of what they were before, and adds to those of the tasks that it takes; after <see cref="Forward"/> in the same pass.</summary>
    public abstract void Pullback(TaskOutputs cotangents, Pass pass);

    /// <summary>Leaves the gradients of its parameters in the pass's sink, from the cotangent of what its task's head puts out, [batch, outputs], or a stack of several tasks'.</summary>
    public virtual void LeaveGradients(torch.Tensor cotangent, Pass pass)
    {
    }
}
