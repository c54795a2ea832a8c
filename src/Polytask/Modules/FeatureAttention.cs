using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Attention of each task on features that all tasks share: two layers of the task make a mask of numbers between 0 and 1, with which the features are multiplied. They read the
/// features and, where there is a level below, what its attention gave the task. All tasks are one batched product: [tasks, batch, width]. Of maps they see
/// one place at a time and all its channels; what comes from below is brought to the features' height and width first.
/// </summary>
/// <remarks>
/// Liu, Johns, Davison, End-to-End Multi-Task Learning with Attention, CVPR 2019; without its normalisation over the batch, so that every row stays by itself, and with a mean where
/// the paper has a shared layer between levels.
/// </remarks>
public sealed class FeatureAttention
{
    private readonly int _width;
    private readonly AdaptiveAveragePool? _below;
    private readonly PerPlace _layers;
    private readonly object _features = new();

    /// <summary>Adds <c>NAME.hidden</c> and <c>NAME.mask</c> of each task to the store, each a linear layer with <c>weight</c> and <c>bias</c>.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="features">The shape of a row of the features.</param>
    /// <param name="below">That of what the level below gave each task; <c>null</c> where there is none.</param>
    /// <param name="hidden">Numbers per place between the two layers.</param>
    public FeatureAttention(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape features, RowShape? below, int hidden)
    {
        LinearBank Bank(string name, int from, int to) => new(store, [.. tasks.Select(task => task with { Name = $"{task.Name}.{name}" })], from, to);
        _width = features.Numbers;
        if (below is { } shape) _below = new AdaptiveAveragePool(shape, features.Height, features.Width);
        var (outputs, inputs) = (features.Channels, features.Channels + (below?.Channels ?? 0));
        _layers = new PerPlace(features with { Channels = inputs }, new Chain(inputs, [Bank("hidden", inputs, hidden), new Activation(ActivationFunction.Relu, hidden), Bank("mask", hidden, outputs)]));
    }

    /// <summary>What each task sees of the features, [tasks, batch, width].</summary>
    /// <param name="features">[batch, width].</param>
    /// <param name="below">What the level below gave each task, [tasks, batch, its width]; <c>null</c> where there is none.</param>
    /// <param name="pass">Keeps what the pullback needs.</param>
    public torch.Tensor Forward(torch.Tensor features, torch.Tensor? below, Pass pass)
    {
        var mask = _layers.Forward(below is null ? features : torch.cat([features.expand(below.size(0), -1, -1), _below!.Forward(below, pass)], -1), pass).sigmoid();
        pass.Save(_features, features);
        pass.Save(this, mask);
        return mask * features;
    }

    /// <summary>Leaves all gradients and pulls a cotangent [tasks, batch, width], or a stack, back to the features and to what the level below gave.</summary>
    public (torch.Tensor Features, torch.Tensor? Below) Pullback(torch.Tensor cotangent, Pass pass)
    {
        var (features, mask) = (pass.Saved(_features), pass.Saved(this));
        var masked = cotangent * mask;
        var read = _layers.Pullback(masked * features * mask.neg().add_(Scalars.One, Scalars.One), pass)!;
        var seen = masked.sum(dim: -3);
        return _below is null ? (seen.add_(read, Scalars.One), null)
            : (seen.add_(read.narrow(-1, 0, _width).sum(dim: -3), Scalars.One), _below.Pullback(read.narrow(-1, _width, read.size(-1) - _width), pass));
    }
}
