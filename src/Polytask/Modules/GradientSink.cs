using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Where blocks leave what they learn of gradients on the way back. A cotangent may be a stack of several
/// tasks', [tasks, batch, width]; blocks pull a stack back as they pull one back, [batch, width].
/// </summary>
public abstract class GradientSink
{
    /// <summary>Takes the gradients of a linear layer: cotangentᵀ input, and the cotangent's sum over the batch.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="input">What the layer took in, [batch, inputs].</param>
    /// <param name="cotangent">[batch, outputs], or a stack.</param>
    public abstract void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent);

    /// <summary>Takes the gradients of a bank of linear layers, of each as of one.</summary>
    /// <param name="weight">[experts, outputs, inputs].</param>
    /// <param name="bias">[experts, outputs]; <c>null</c> where there is none.</param>
    /// <param name="input">What the bank took in, [batch, inputs] or [experts, batch, inputs].</param>
    /// <param name="cotangent">[experts, batch, outputs], or a stack, [tasks, experts, batch, outputs].</param>
    public abstract void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent);

    /// <summary>Takes the gradients of an embedding table's rows.</summary>
    /// <param name="rows">The rows that read the table.</param>
    /// <param name="cotangent">[batch, width], or a stack; contiguous.</param>
    /// <param name="first">The first column of the cotangent that is the bag's.</param>
    public abstract void Bag(PooledRows rows, torch.Tensor cotangent, int first);

    /// <summary>Takes the gradients of a parameter as they are, from blocks that cannot give them in factors.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradients">[1, length], or a stack [tasks, 1, length] for a stack of cotangents.</param>
    public abstract void Dense(Parameter parameter, torch.Tensor gradients);

    /// <summary>Whether it takes cotangents of inputs.</summary>
    public virtual bool TakesInputs => false;

    /// <summary>Takes the cotangent of an input's numbers, where it takes any.</summary>
    /// <param name="input">The place of the input.</param>
    /// <param name="cotangent">[batch, width].</param>
    public virtual void Input(int input, torch.Tensor cotangent)
    {
    }

    /// <summary>Makes a stack of a cotangent whose rows belong to several tasks, for blocks that cannot give gradients in factors; any other stays as it is.</summary>
    /// <param name="cotangent">[batch, width], or a stack.</param>
    public virtual torch.Tensor Separate(torch.Tensor cotangent) => cotangent;
}
