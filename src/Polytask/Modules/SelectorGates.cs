using System.Numerics;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>How selectors choose experts.</summary>
/// <param name="Experts">How many experts there are.</param>
/// <param name="Selectors">How many selectors a gate has.</param>
/// <param name="StepWidth">The width of the smooth step.</param>
/// <param name="Entropy">What the entropy of a selector's choice costs.</param>
public sealed record SelectorChoice(int Experts, int Selectors, double StepWidth, double Entropy)
{
    /// <summary>Binary digits of an expert's number.</summary>
    public int Digits => BitOperations.Log2((uint)Experts - 1) + 1;

    /// <summary>Whether every number that the digits can spell is that of an expert.</summary>
    public bool SpellsExpertsOnly => BitOperations.IsPow2(Experts);
}

/// <summary>
/// Gates that come to use k of n experts: each mixes k selectors by a softmax, and a selector spells the number of one expert in binary, every digit through a
/// smooth step. They give [gates, batch, experts] from [batch, width], which all of them read.
/// </summary>
/// <remarks>Hazimeh et al., DSelect-k, NeurIPS 2021.</remarks>
public sealed class SelectorGates : Block
{
    // Where the official implementation begins: digits undecided, and selectors of about the same weight.
    private const double FirstDigits = 0.01, FirstWeights = 0.05;

    // Keeps the logarithm and the inverse of nothing out.
    private const double Smallest = 1e-6;
    private readonly IReadOnlyList<GateReader> _readers;
    private readonly SelectorChoice _choice;
    private readonly LinearBank _digits, _weights;
    private readonly object _selected = new(), _mixed = new(), _spelt = new();

    /// <summary>Adds <c>NAME.digits.weight</c> [selectors × digits, width] and <c>NAME.selectors.weight</c> [selectors, width] of each gate to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="readers">The gates; all choose from all experts.</param>
    /// <param name="width">Numbers per row of the input: 1 where the choice is the same for all rows, whose input is then 1.</param>
    /// <param name="choice">How they choose.</param>
    public SelectorGates(ParameterStore store, IReadOnlyList<GateReader> readers, int width, SelectorChoice choice)
    {
        LinearBank Bank(string name, int outputs, double bound) =>
            new(store, [.. readers.Select(reader => reader.Member with { Name = $"{reader.Name}.{name}" })], width, outputs, hasBias: false, _ => Initialisers.Uniform(bound));
        (_readers, _choice) = (readers, choice);
        foreach (var reader in readers) reader.Describe(store);
        _digits = Bank("digits", choice.Selectors * choice.Digits, choice.StepWidth * FirstDigits);
        _weights = Bank("selectors", choice.Selectors, FirstWeights);
    }

    /// <inheritdoc/>
    public override int OutputWidth => _choice.Experts;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var digits = _digits.Forward(input, pass);
        digits = digits.reshape(digits.size(0), digits.size(1), _choice.Selectors, _choice.Digits);
        var factors = Factors(SmoothStep.Of(digits, _choice.StepWidth));
        var selected = factors.Aggregate((product, next) => product * next);
        var mixed = _weights.Forward(input, pass).softmax(-1);
        pass.Save(_spelt, digits);
        pass.Save(_selected, selected);
        pass.Save(_mixed, mixed);
        var weights = (selected * mixed.unsqueeze(-1)).sum(dim: 2);
        pass.Gates?.Add(_readers, weights);
        return weights;
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (selected, mixed) = (pass.Saved(_selected), pass.Saved(_mixed));
        var each = cotangent.unsqueeze(-2);
        var product = mixed * (each * selected).sum(dim: -1);
        var fromWeights = _weights.Pullback(product - mixed * product.sum(-1, keepdim: true), pass, toInput);
        var fromDigits = PullbackDigits(each * mixed.unsqueeze(-1), pass, toInput);
        return toInput ? fromWeights!.add(fromDigits!, Scalars.One) : null;
    }

    /// <inheritdoc/>
    /// <remarks>For each selector the entropy of its choice, and the inverse of what it gives to experts at all where it could spell other numbers.</remarks>
    public override torch.Tensor? PullbackPenalty(Pass pass, double share, bool toInput)
    {
        var selected = pass.Saved(_selected);
        using var smallest = Smallest.ToScalar();
        using var cost = (-_choice.Entropy).ToScalar();
        using var part = (share / selected.size(1)).ToScalar();
        var above = selected.add(smallest, Scalars.One);
        var slope = above.log().add_(selected / above, Scalars.One).mul_(cost);
        if (!_choice.SpellsExpertsOnly) slope = slope - selected.sum(-1, keepdim: true).clamp_min(smallest).square().reciprocal();
        return PullbackDigits(slope.mul_(part), pass, toInput);
    }

    /// <summary>For each digit what it gives to every expert: the step where the expert's number has a one, its complement where it has a zero; [gates, batch, selectors, experts].</summary>
    private torch.Tensor[] Factors(torch.Tensor steps) =>
        [.. Enumerable.Range(0, _choice.Digits).Select(digit => (steps.select(-1, digit).unsqueeze(-1) * ByDigit(digit, -1, 1)).add_(ByDigit(digit, 1, 0), Scalars.One))];

    private torch.Tensor? PullbackDigits(torch.Tensor cotangent, Pass pass, bool toInput)
    {
        var digits = pass.Saved(_spelt);
        var factors = Factors(SmoothStep.Of(digits, _choice.StepWidth));
        torch.Tensor Of(int digit) => (factors.Where((_, other) => other != digit).Aggregate(cotangent, (product, factor) => product * factor) * ByDigit(digit, -1, 1)).sum(dim: -1);
        var slopes = torch.stack([.. Enumerable.Range(0, _choice.Digits).Select(Of)], -1) * SmoothStep.Slope(digits, _choice.StepWidth);
        return _digits.Pullback(slopes.reshape([.. slopes.shape.AsSpan()[..^2], -1]), pass, toInput);
    }

    /// <summary>For every expert one of two numbers, by the digit of its own.</summary>
    private torch.Tensor ByDigit(int digit, float zero, float one) =>
        torch.tensor([.. Enumerable.Range(0, _choice.Experts).Select(expert => (expert >> digit & 1) == 1 ? one : zero)]);
}
