using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Gates side by side: each gives the experts that it chooses from softmax(W x) and all others 0. They give [gates, batch, experts] from
/// [batch, width], which all of them read, or from [gates, batch, width].
/// </summary>
public sealed class SoftmaxGates : Block
{
    private readonly IReadOnlyList<GateReader> _readers;
    private readonly LinearBank _logits;
    private readonly bool _logistic;

    /// <summary>Adds <c>NAME.weight</c> [choices, width] of each gate to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="readers">The gates; all choose from the same number of experts.</param>
    /// <param name="width">Numbers per row of the input.</param>
    /// <param name="experts">How many experts there are.</param>
    /// <param name="logisticAlone">Whether gates with one choice give it σ(W x); otherwise it gets 1.</param>
    public SoftmaxGates(ParameterStore store, IReadOnlyList<GateReader> readers, int width, int experts, bool logisticAlone = false)
    {
        (_readers, OutputWidth, _logistic) = (readers, experts, logisticAlone && readers[0].Experts.Count == 1);
        foreach (var reader in readers) reader.Describe(store);
        _logits = new LinearBank(store, [.. readers.Select(reader => reader.Member)], width, readers[0].Experts.Count, hasBias: false);
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    private bool ChoosesFromAll => _readers[0].Experts.Count == OutputWidth;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var logits = _logits.Forward(input, pass);
        var weights = _logistic ? logits.sigmoid() : logits.softmax(-1);
        pass.Save(this, weights);
        pass.Gates?.Add(_readers, weights);
        return ChoosesFromAll ? weights : torch.zeros(weights.size(0), weights.size(1), OutputWidth).scatter_(2, Places(weights.shape), weights);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var weights = pass.Saved(this);
        if (!ChoosesFromAll) cotangent = cotangent.gather(-1, Places([.. cotangent.shape.AsSpan()[..^1], weights.size(-1)]));
        var product = weights * cotangent;
        return _logits.Pullback(product - weights * (_logistic ? product : product.sum(-1, keepdim: true)), pass, toInput);
    }

    /// <summary>The places of the choices among all experts, [gates, 1, choices], seen in a shape.</summary>
    private torch.Tensor Places(long[] shape) =>
        torch.tensor([.. _readers.SelectMany(reader => reader.Experts).Select(expert => (long)expert.Place)]).view(_readers.Count, 1, -1).expand(shape);
}
