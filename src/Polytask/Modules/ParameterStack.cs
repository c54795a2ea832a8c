using TorchSharp;

namespace Polytask.Modules;

/// <summary>Parameters of one owner in a stack.</summary>
/// <param name="Name">Begins their names.</param>
/// <param name="Owner">Their owner.</param>
/// <param name="Count">How many there are.</param>
public sealed record StackMember(string Name, string Owner, int Count);

/// <summary>
/// Parameters of one shape that lie side by side, so that one batched product serves them all, whoever owns them. Those of one member are one
/// <see cref="Parameter"/>, [count, shape], or of the shape alone where it is one.
/// </summary>
public sealed class ParameterStack
{
    private readonly long[] _shape;

    internal ParameterStack(IReadOnlyList<Parameter> parts, IReadOnlyList<StackMember> members, long[] shape)
    {
        _shape = shape;
        var first = 0;
        var list = new List<StackPart>();
        foreach (var (parameter, member) in parts.Zip(members))
        {
            list.Add(new StackPart(parameter, first, member.Count));
            first += member.Count;
        }
        (Parts, Count) = (list, first);
    }

    /// <summary>The members' parameters, in order.</summary>
    public IReadOnlyList<StackPart> Parts { get; }

    /// <summary>How many there are in all.</summary>
    public int Count { get; }

    /// <summary>The values, [count, shape].</summary>
    public torch.Tensor Value { get; private set; } = null!;

    /// <summary>The gradients, [count, shape]; pullbacks add to them.</summary>
    public torch.Tensor Gradient { get; private set; } = null!;

    /// <summary>Where the parameters of some owners lie: ranges without a gap.</summary>
    public IEnumerable<(int First, int Count)> Ranges(Func<string, bool> owners)
    {
        var range = (First: 0, Count: 0);
        foreach (var part in Parts.Where(part => owners(part.Parameter.Owner)))
        {
            if (range.Count > 0 && range.First + range.Count != part.First)
            {
                yield return range;
                range = default;
            }
            range = (range.Count == 0 ? part.First : range.First, range.Count + part.Count);
        }
        if (range.Count > 0) yield return range;
    }

    internal void Bind(torch.Tensor values, torch.Tensor gradients) => (Value, Gradient) = (View(values), View(gradients));

    internal void Release()
    {
        Value?.Dispose();
        Gradient?.Dispose();
    }

    private torch.Tensor View(torch.Tensor flat)
    {
        using var part = flat.narrow(0, Parts[0].Parameter.Offset, Parts.Sum(p => p.Parameter.Length));
        return part.view([Count, .. _shape]).DetachFromDisposeScope();
    }
}

/// <summary>One member's parameters in a stack.</summary>
/// <param name="Parameter">The parameters.</param>
/// <param name="First">The place of the first.</param>
/// <param name="Count">How many there are.</param>
public sealed record StackPart(Parameter Parameter, int First, int Count);
