using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Levels one after another, of which each task reads a weighted sum, with weights that are the same for all rows: of those as wide as the last. It gives
/// [tasks, batch, width].
/// </summary>
/// <remarks>Ruder, Bingel, Augenstein, Søgaard, AAAI 2019.</remarks>
public sealed class SkipMixture : Block
{
    private readonly IReadOnlyList<Block> _levels;
    private readonly int[] _places;
    private readonly ParameterStack _weight;

    /// <summary>Adds <c>NAME.weight</c> [levels that are as wide as the last] of each task to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="levels">The levels, each of which gives [tasks, batch, its width].</param>
    /// <param name="beginning">The weight with which each of them begins to be read.</param>
    public SkipMixture(ParameterStore store, IReadOnlyList<StackMember> tasks, IReadOnlyList<Block> levels, Func<int, double> beginning)
    {
        _levels = levels;
        _places = [.. levels.Index().Where(level => level.Item.OutputShape == OutputShape).Select(level => level.Index)];
        _weight = store.AddStack(tasks, "weight", [_places.Length], _ => (values, _) =>
        {
            for (var i = 0; i < values.Length; i++) values[i] = (float)beginning(i);
        });
    }

    /// <inheritdoc/>
    public override int OutputWidth => _levels[^1].OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => _levels[^1].OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var read = new List<torch.Tensor>();
        for (var level = 0; level < _levels.Count; level++)
        {
            input = _levels[level].Forward(input, pass);
            if (_places.Contains(level)) read.Add(input);
        }
        var stack = torch.stack(read);
        pass.Save(this, stack);
        return (stack * Weights).sum(dim: 0);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var read = pass.Saved(this);
        var gradients = torch.stack([.. Enumerable.Range(0, _places.Length).Select(place => (cotangent * read[place]).sum([-2L, -1L]))], -1);
        foreach (var part in _weight.Parts) pass.Sink.Dense(part.Parameter, gradients.narrow(-2, part.First, 1));
        torch.Tensor? pulled = null;
        for (var level = _levels.Count - 1; level >= 0; level--)
        {
            if (Array.IndexOf(_places, level) is >= 0 and var place)
            {
                var skipped = cotangent * Weights[place];
                pulled = pulled is null ? skipped : pulled.add(skipped, Scalars.One);
            }
            pulled = _levels[level].Pullback(pulled!, pass, toInput || level > 0);
        }
        return pulled;
    }

    /// <summary>[levels, tasks, 1, 1].</summary>
    private torch.Tensor Weights => _weight.Value.t().unsqueeze(-1).unsqueeze(-1);
}
