using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Adds up the gradients by the numbers of one input, and drops those of all parameters.</summary>
/// <param name="input">The place of the input.</param>
internal sealed class InputGradients(int input) : GradientSink
{
    /// <summary>The gradients, [batch, width]; <c>null</c> where nothing came back.</summary>
    public torch.Tensor? Sum { get; private set; }

    /// <inheritdoc/>
    public override bool TakesInputs => true;

    /// <inheritdoc/>
    public override void Input(int place, torch.Tensor cotangent)
    {
        if (place == input) Sum = Sum is null ? cotangent : Sum.add(cotangent, Scalars.One);
    }

    /// <inheritdoc/>
    public override void Linear(Parameter weight, Parameter bias, torch.Tensor rows, torch.Tensor cotangent)
    {
    }

    /// <inheritdoc/>
    public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor rows, torch.Tensor cotangent)
    {
    }

    /// <inheritdoc/>
    public override void Bag(PooledRows rows, torch.Tensor cotangent, int first)
    {
    }

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients)
    {
    }
}
