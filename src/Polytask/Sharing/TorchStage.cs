using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>
/// A stage made of any TorchSharp module, for programs that bring layers of their own. Derive a sealed record from it, give it a name
/// with <c>[Kind]</c>, and make it known with <see cref="Catalog.Kinds.Add"/>: then run files can name it, and models with it are saved and loaded like any other. Where
/// it is not known, loading fails with a message that says so. It is slower than the library's own stages: each task's gradient takes a way back of its own.
/// </summary>
public abstract record TorchStage : StageOptions
{
    /// <inheritdoc/>
    public sealed override Block Create(ParameterStore store, string name, string owner, RowShape input) =>
        new TorchBlock(store, name, owner, input.Numbers, () => CreateModule(input.Numbers));

    /// <summary>
    /// Makes the module, which turns [batch, input width] into [batch, width]: every row by itself, without random parts, and with no state but parameters that are
    /// trained. Values that do not depend on torch's random numbers are kept; others are drawn anew from the run's seed.
    /// </summary>
    protected abstract torch.nn.Module<torch.Tensor, torch.Tensor> CreateModule(int inputWidth);
}
