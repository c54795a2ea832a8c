using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Adapters: one trunk for all tasks, and behind each of its trained stages a small network of each task, through a bottleneck, that adds to what the stage gives, in every place of its maps. It
/// begins by adding nothing, so that training begins with hard sharing.
/// </summary>
[Kind("adapters", Paper = "Houlsby, Giurgiu, Jastrzebski, Morrone, de Laroussilhe, Gesmundo, Attariyan, Gelly, Parameter-Efficient Transfer Learning for NLP, ICML 2019", Url = "https://arxiv.org/abs/1902.00751")]
public sealed record AdapterSharing : AdaptedSharing
{
    /// <summary>Numbers per row in the middle of an adapter.</summary>
    [Range(1, 65_536)]
    public int Bottleneck { get; init; } = 16;

    /// <summary>The activation function in the middle of an adapter.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    private protected override Block CreateStage(ParameterStore store, StageOptions stage, string name, IReadOnlyList<string> tasks, RowShape input)
    {
        var shared = new SharedRows(stage.Create(store, name, TrunkOwner, input));
        if (!stage.IsTrained) return shared;
        var (channels, members) = (shared.OutputShape.Channels, PerTask($"{name}.adapter", tasks));
        return new Chain(input,
        [
            shared,
            new Sum(new Chain(shared.OutputShape, []), new PerPlace(shared.OutputShape, new Chain(channels,
            [
                new LinearBank(store, Named(members, "down"), channels, Bottleneck),
                new Activation(Activation, Bottleneck),
                new LinearBank(store, Named(members, "up"), Bottleneck, channels, initialise: _ => Initialisers.Zero),
            ]))),
        ]);
    }
}
