using TorchSharp;

namespace Polytask.Modules;

/// <summary>Adds gradients of the tasks' own parameters up where the parameters keep them, and drops those of shared parameters.</summary>
/// <param name="isShared">Whether an owner's parameters are shared.</param>
public sealed class OwnGradients(Func<string, bool> isShared) : GradientSink
{
    /// <summary>Shared are the parameters that no task owns.</summary>
    public static OwnGradients Instance { get; } = new(owner => owner == ParameterStore.Shared);

    /// <inheritdoc/>
    public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent)
    {
        if (IsOwn(weight.Owner)) SummedGradients.Instance.Linear(weight, bias, input, cotangent);
    }

    /// <inheritdoc/>
    public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent)
    {
        foreach (var (first, count) in weight.Ranges(IsOwn)) SummedGradients.AddBank(weight, bias, input, cotangent, first, count);
    }

    /// <inheritdoc/>
    public override void Bag(PooledRows rows, torch.Tensor cotangent, int first)
    {
        if (IsOwn(rows.Table.Owner)) SummedGradients.Instance.Bag(rows, cotangent, first);
    }

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients)
    {
        if (IsOwn(parameter.Owner)) SummedGradients.Instance.Dense(parameter, gradients);
    }

    private bool IsOwn(string owner) => !isShared(owner);
}
