using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Softmax gates on all experts, plus weights of each reader's native experts that are the same for all rows: learnt, or 1 where every reader has one native
/// expert. They give [gates, batch, experts].
/// </summary>
/// <remarks>Li et al., AdaTT, KDD 2023.</remarks>
public sealed class FusionGates : Block
{
    private readonly SoftmaxGates _gates;
    private readonly IReadOnlyList<(Parameter? Weights, int First, int Count)> _natives;

    /// <summary>Adds the gates' parameters to the store, and <c>NAME.native</c> [native experts] of each gate where these are not one for every gate.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="readers">The gates; all choose from all experts.</param>
    /// <param name="natives">The native experts of each, side by side.</param>
    /// <param name="width">Numbers per row of the input.</param>
    /// <param name="experts">How many experts there are.</param>
    public FusionGates(ParameterStore store, IReadOnlyList<GateReader> readers, IReadOnlyList<IReadOnlyList<Expert>> natives, int width, int experts)
    {
        _gates = new SoftmaxGates(store, readers, width, experts);
        var learnt = natives.Any(list => list.Count != 1);
        _natives = [.. readers.Zip(natives, (reader, list) => (
            learnt ? store.Add($"{reader.Name}.native", reader.Owner, [list.Count], Initialisers.FanIn(list.Count)) : null, list[0].Place, list.Count))];
    }

    /// <inheritdoc/>
    public override int OutputWidth => _gates.OutputWidth;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override unsafe torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var weights = new float[_natives.Count * OutputWidth];
        foreach (var (gate, (native, first, count)) in _natives.Index())
        {
            var its = weights.AsSpan(gate * OutputWidth + first, count);
            if (native is null) its.Fill(1);
            else new ReadOnlySpan<float>(LibTorch.Pointer(native.Value), count).CopyTo(its);
        }
        return _gates.Forward(input, pass).add(torch.tensor(weights).view(_natives.Count, 1, OutputWidth), Scalars.One);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        if (_natives[0].Weights is not null)
        {
            var sums = cotangent.sum(dim: -2, keepdim: true);
            for (var gate = 0; gate < _natives.Count; gate++)
                pass.Sink.Dense(_natives[gate].Weights!, sums.select(-3, gate).narrow(-1, _natives[gate].First, _natives[gate].Count));
        }
        return _gates.Pullback(cotangent, pass, toInput);
    }
}
