using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Sluice networks: a tower for each task, whose stages are divided into subspaces. Behind every trained stage each subspace reads on in a weighted sum of all subspaces of
/// all towers, and at the end a task reads a weighted sum of its stages, those as wide as the last. All these weights are learnt, and a penalty keeps the subspaces of a
/// stage different.
/// </summary>
[Kind("sluice", Paper = "Ruder, Bingel, Augenstein, Søgaard, Latent Multi-Task Architecture Learning, AAAI 2019", Url = "https://arxiv.org/abs/1705.08142")]
public sealed record Sluice : StitchedSharing
{
    /// <summary>How many subspaces a stage is divided into; its channels, the numbers of a dense stage, are a multiple of it.</summary>
    [Range(1, 256)]
    public int Subspaces { get; init; } = 2;

    /// <summary>How much the penalty counts: the squared inner products of the weights of two numbers of a stage in different subspaces, summed.</summary>
    [Range(0.0, 1e6)]
    public double Orthogonality { get; init; } = 1e-3;

    private protected override Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower)
    {
        if (tower.Channels % Subspaces != 0)
            throw new ConfigurationException($"sharing.subspaces: expected stages whose channels are a multiple of the {Subspaces} subspaces, found {tower.Channels}. Change either.");
        return new SubspaceUnits(store, tasks, tower, Subspaces, Beginning(Subspaces * tasks.Count));
    }

    private protected override Block Join(ParameterStore store, IReadOnlyList<Chain> levels, IReadOnlyList<string> tasks)
    {
        var mixed = levels.Count(level => level.OutputShape == levels[^1].OutputShape);
        return mixed == 1 ? base.Join(store, levels, tasks)
            : new SkipMixture(store, [.. tasks.Select(task => new StackMember($"skips.{task}", task, 1))], levels, level => Beginning(mixed)(mixed - 1, level));
    }

    private protected override IReadOnlyList<ParameterPenalty> Penalties(ParameterStore store, IReadOnlyList<string> tasks) => Orthogonality == 0 || Subspaces == 1 ? [] :
    [
        .. Towers.SamePlaces(store, tasks).Where(parameters => parameters[0].Shape.Count == 2 && parameters[0].Shape[0] % Subspaces == 0)
            .Select(parameters => new SubspaceOverlap(parameters, Subspaces, Orthogonality)),
    ];
}
