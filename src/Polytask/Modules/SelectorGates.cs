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
    private readonly object _selected = new(), _mixed = new(), _slopes = new();

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
        // What each digit gives to every expert: the step where the expert's number has a one, its complement where it has a zero; [digits, gates, batch, selectors, experts].
        var signs = ByDigit(-1, 1);
        var factors = (DigitsFirst(SmoothStep.Of(digits, _choice.StepWidth)) * signs).add_(ByDigit(1, 0), Scalars.One).unbind(0);
        var selected = factors.Aggregate((product, next) => product * next);
        if (pass.IsPulledBack)
        {
            var others = torch.stack([.. factors.Select((_, digit) => factors.Where((_, other) => other != digit).Aggregate(signs[digit], (product, next) => product * next))]);
            pass.Save(_slopes, others * DigitsFirst(SmoothStep.Slope(digits, _choice.StepWidth)));
        }
        var mixed = _weights.Forward(input, pass).softmax(-1);
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
        var inverse = selected.sum(-1, keepdim: true).clamp_min(smallest).reciprocal();
        if (!_choice.SpellsExpertsOnly) slope = slope - inverse * inverse;
        return PullbackDigits(slope.mul_(part), pass, toInput);
    }

    private torch.Tensor? PullbackDigits(torch.Tensor cotangent, Pass pass, bool toInput)
    {
        var toDigits = (cotangent.unsqueeze(-5) * pass.Saved(_slopes)).sum(dim: -1).movedim([-4], [-1]);
        return _digits.Pullback(toDigits.reshape([.. toDigits.shape.AsSpan()[..^2], -1]), pass, toInput);
    }

    /// <summary>[gates, batch, selectors, digits] as [digits, gates, batch, selectors, 1], in this order in memory: what follows then has no small steps.</summary>
    private static torch.Tensor DigitsFirst(torch.Tensor digits) => digits.permute(3, 0, 1, 2).contiguous().unsqueeze(-1);

    /// <summary>For every digit and expert one of two numbers, by that digit of the expert's number; [digits, 1, 1, 1, experts].</summary>
    private torch.Tensor ByDigit(float zero, float one) => torch.tensor(
        [.. Enumerable.Range(0, _choice.Digits).SelectMany(digit => Enumerable.Range(0, _choice.Experts).Select(expert => (expert >> digit & 1) == 1 ? one : zero))]).view(_choice.Digits, 1, 1, 1, -1);
}
