using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What the towers of all tasks give, side by side, and for each task a linear layer that reads it all and has a tower's width again: [tasks, batch, width] from
/// [tasks, batch, width].
/// </summary>
/// <remarks>Gao, Ma, Zhao, Liu, Yuille, NDDR-CNN, CVPR 2019; without its normalisation over the batch.</remarks>
public sealed class JoinedTowers : Block
{
    private readonly LinearBank _layers;

    /// <summary>Adds <c>NAME.weight</c> [width, towers × width] and <c>NAME.bias</c> [width] of each task to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="width">Numbers per row of a tower.</param>
    /// <param name="beginning">The weight with which a task begins to read a number of a tower for its own number in the same place; all others begin at 0.</param>
    public JoinedTowers(ParameterStore store, IReadOnlyList<StackMember> tasks, int width, Func<int, int, double> beginning) =>
        _layers = new LinearBank(store, tasks, tasks.Count * width, width, initialise: task => (values, _) =>
        {
            values.Clear();
            for (var i = 0; i < width; i++)
                for (var tower = 0; tower < tasks.Count; tower++) values[(i * tasks.Count + tower) * width + i] = (float)beginning(task, tower);
        });

    /// <inheritdoc/>
    public override int OutputWidth => _layers.OutputWidth;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) =>
        _layers.Forward(input.transpose(0, 1).reshape(input.size(1), -1), pass);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) =>
        _layers.Pullback(cotangent, pass, toInput)?.view([.. cotangent.shape.AsSpan()[..^3], cotangent.size(-2), -1, OutputWidth]).transpose(-3, -2);
}
