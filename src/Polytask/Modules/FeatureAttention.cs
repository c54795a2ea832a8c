using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Attention of each task on features that all tasks share: two layers of the task make a mask of numbers between 0 and 1, with which the features are multiplied. They read the
/// features and, where there is a level below, what its attention gave the task. All tasks are one batched product: [tasks, batch, width].
/// </summary>
/// <remarks>
/// Liu, Johns, Davison, End-to-End Multi-Task Learning with Attention, CVPR 2019; without its normalisation over the batch, so that every row stays by itself. Its layers see
/// one position of an image at a time and all channels of it: for them a position is a row.
/// </remarks>
public sealed class FeatureAttention
{
    private readonly int _width, _below;
    private readonly Chain _layers;
    private readonly object _features = new();

    /// <summary>Adds <c>NAME.hidden</c> and <c>NAME.mask</c> of each task to the store, each a linear layer with <c>weight</c> and <c>bias</c>.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="width">Numbers per row of the features.</param>
    /// <param name="below">Numbers per row of what the level below gave each task; 0 where there is none.</param>
    /// <param name="hidden">Numbers per row between the two layers.</param>
    public FeatureAttention(ParameterStore store, IReadOnlyList<StackMember> tasks, int width, int below, int hidden)
    {
        LinearBank Bank(string name, int inputs, int outputs) => new(store, [.. tasks.Select(task => task with { Name = $"{task.Name}.{name}" })], inputs, outputs);
        (_width, _below) = (width, below);
        _layers = new Chain(width + below, [Bank("hidden", width + below, hidden), new Activation(ActivationFunction.Relu, hidden), Bank("mask", hidden, width)]);
    }

    /// <summary>What each task sees of the features, [tasks, batch, width].</summary>
    /// <param name="features">[batch, width].</param>
    /// <param name="below">What the level below gave each task, [tasks, batch, its width]; <c>null</c> where there is none.</param>
    /// <param name="pass">Keeps what the pullback needs.</param>
    public torch.Tensor Forward(torch.Tensor features, torch.Tensor? below, Pass pass)
    {
        var mask = _layers.Forward(below is null ? features : torch.cat([features.expand(below.size(0), -1, -1), below], -1), pass).sigmoid();
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
        return _below == 0 ? (seen.add_(read, Scalars.One), null) : (seen.add_(read.narrow(-1, 0, _width).sum(dim: -3), Scalars.One), read.narrow(-1, _width, _below));
    }
}
