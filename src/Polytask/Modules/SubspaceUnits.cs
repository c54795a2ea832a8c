using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Stitch units between subspaces: the channels of a tower are divided into parts, and each part of each tower reads on in a weighted sum of all parts of all towers, with
/// one weight for each. They give [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Ruder, Bingel, Augenstein, Søgaard, AAAI 2019.</remarks>
public sealed class SubspaceUnits : Block
{
    private readonly StitchUnits _units;
    private readonly int _subspaces;

    /// <summary>Adds <c>NAME.weight</c> [subspaces, tasks × subspaces, 1] of each task to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="tower">The shape of a row of a tower.</param>
    /// <param name="subspaces">How many parts its channels are divided into; a divisor.</param>
    /// <param name="beginning">The weight with which a subspace begins to read a subspace; those of the first task come first.</param>
    public SubspaceUnits(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower, int subspaces, Func<int, int, double> beginning)
    {
        (OutputShape, _subspaces) = (tower, subspaces);
        _units = new StitchUnits(store, [.. tasks.Select(task => task with { Count = subspaces })], tower.Numbers / subspaces, perChannel: false, beginning);
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) => Together(_units.Forward(Apart(input), pass));

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        _units.Pullback(Apart(cotangent), pass, toInput) is { } pulled ? Together(pulled) : null;

    /// <summary>[tasks, batch, width], or a stack, as [tasks × subspaces, batch, their width].</summary>
    private torch.Tensor Apart(torch.Tensor towers)
    {
        var (outer, tasks, rows) = (towers.shape[..^3], towers.size(-3), towers.size(-2));
        return towers.reshape([.. outer, tasks, rows, _subspaces, -1]).transpose(-3, -2).reshape([.. outer, tasks * _subspaces, rows, OutputWidth / _subspaces]);
    }

    private torch.Tensor Together(torch.Tensor parts)
    {
        var (outer, rows) = (parts.shape[..^3], parts.size(-2));
        return parts.reshape([.. outer, -1, _subspaces, rows, OutputWidth / _subspaces]).transpose(-3, -2).reshape([.. outer, -1, rows, OutputWidth]);
    }
}
