using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Gates that choose from different numbers of experts, one bank of them behind another: [gates, batch, experts].</summary>
/// <param name="banks">The banks, and the number of gates in each.</param>
public sealed class GateSet(IReadOnlyList<(Block Gates, int Count)> banks) : Block
{
    private readonly object _input = new();

    /// <inheritdoc/>
    public override int OutputWidth => banks[0].Gates.OutputWidth;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(_input, input);
        return torch.cat([.. Places().Select(bank => bank.Gates.Forward(input.dim() == 2 ? input : input.narrow(0, bank.First, bank.Count), pass))], 0);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        torch.Tensor?[] pulled = [.. Places().Select(bank => bank.Gates.Pullback(cotangent.narrow(-3, bank.First, bank.Count), pass, toInput))];
        if (!toInput) return null;
        return pass.Saved(_input).dim() == 2 ? pulled.Aggregate((sum, next) => sum!.add(next!, Scalars.One)) : torch.cat(pulled!, cotangent.dim() - 3);
    }

    private IEnumerable<(Block Gates, int First, int Count)> Places()
    {
        var first = 0;
        foreach (var (gates, count) in banks)
        {
            yield return (gates, first, count);
            first += count;
        }
    }
}
