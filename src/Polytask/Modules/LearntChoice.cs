using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Choices that are learnt, each one of several and the same for all rows. In training they are weights, drawn by Gumbel-softmax and sharper from step to step; in
/// prediction the likeliest alone counts, and nothing is drawn.
/// </summary>
internal sealed class LearntChoice
{
    // Keeps the logarithm of a number drawn from [0, 1) finite.
    private const double HalfOfSmallest = 1.0 / (1UL << 54);
    private readonly ParameterStack _logits;
    private readonly Annealing _annealing;
    private readonly float[] _before;
    private readonly IReadOnlyList<GateReader> _readers;

    /// <summary>Adds <c>NAME.weight</c> [choices] of each member to the store: logits, which begin alike.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="members">The names and owners of those who choose.</param>
    /// <param name="choices">What people call what can be chosen.</param>
    /// <param name="annealing">How choices become sharp.</param>
    /// <param name="before">The weights while nothing is chosen yet.</param>
    public LearntChoice(ParameterStore store, IReadOnlyList<StackMember> members, IReadOnlyList<string> choices, Annealing annealing, float[] before)
    {
        _logits = store.AddStack(members, "weight", [choices.Count], _ => Initialisers.Zero);
        (_annealing, _before) = (annealing, before);
        _readers = [.. members.Select(member => new GateReader(member.Name, member.Owner, [.. choices.Select((label, place) => new Expert(place, label))]))];
    }

    /// <summary>The parameters of those who choose.</summary>
    public IReadOnlyList<Parameter> Logits => [.. _logits.Parts.Select(part => part.Parameter)];

    /// <summary>The likeliest choice of each.</summary>
    public IReadOnlyList<int> Likeliest
    {
        get
        {
            using var scope = torch.NewDisposeScope();
            return [.. _logits.Value.argmax(1).data<long>().ToArray().Select(choice => (int)choice)];
        }
    }

    /// <summary>Whether choices have begun in a pass.</summary>
    public bool HasBegun(Pass pass) => _annealing.Temperature(pass) is not null;

    /// <summary>The weights, [members, choices].</summary>
    public torch.Tensor Forward(Pass pass)
    {
        pass.Gates?.Add(_readers, _logits.Value.softmax(-1).unsqueeze(1));
        var weights = !pass.IsTraining ? torch.tensor([.. Likeliest.SelectMany(chosen => _before.Select((_, choice) => choice == chosen ? 1f : 0))]).view(_logits.Count, -1)
            : _annealing.Temperature(pass) is { } temperature ? Drawn(pass.Random!, temperature)
            : torch.tensor(_before).expand(_logits.Count, -1);
        pass.Save(this, weights);
        return weights;
    }

    /// <summary>Leaves the gradients, from the cotangent of the weights, [members, choices], or a stack.</summary>
    public void Pullback(torch.Tensor cotangent, Pass pass)
    {
        if (_annealing.Temperature(pass) is not { } temperature) return;
        using var sharpness = (1 / temperature).ToScalar();
        var product = pass.Saved(this) * cotangent;
        var gradients = (product - pass.Saved(this) * product.sum(-1, keepdim: true)).mul_(sharpness);
        foreach (var part in _logits.Parts) pass.Sink.Dense(part.Parameter, gradients.narrow(-2, part.First, part.Count));
    }

    private torch.Tensor Drawn(RandomStream random, double temperature)
    {
        using var sharpness = (1 / temperature).ToScalar();
        var gumbel = new float[_logits.Count * _before.Length];
        foreach (ref var number in gumbel.AsSpan()) number = (float)-Math.Log(-Math.Log(random.NextDouble() + HalfOfSmallest));
        return torch.tensor(gumbel).view(_logits.Count, -1).add_(_logits.Value, Scalars.One).mul_(sharpness).softmax(-1);
    }
}
