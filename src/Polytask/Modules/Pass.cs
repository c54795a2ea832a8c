using Polytask.Data;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// One way through the model with one batch. Blocks keep here what their pullback needs, so that they have no state of their own.
/// Its tensors live until the step's dispose scope ends.
/// </summary>
public sealed class Pass
{
    private readonly Dictionary<object, torch.Tensor> _saved = new(ReferenceEqualityComparer.Instance);

    private Pass(Batch batch, RandomStream? random) => (Batch, Random) = (batch, random);

    /// <summary>A pass that trains: dropout is on and drawn from <paramref name="random"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="random">The random stream.</param>
    /// <param name="progress">How much of training is done, from 0 to 1.</param>
    /// <param name="sharedStays">Whether what all tasks share stays as it is.</param>
    /// <param name="mixup">How strongly rows are mixed with each other.</param>
    public static Pass Training(Batch batch, RandomStream random, double progress = 0, bool sharedStays = false, double mixup = 0) =>
        new(batch.Varied(random).Mixed(random, mixup), random) { IsPulledBack = true, Progress = progress, SharedStays = sharedStays };

    /// <summary>A pass that predicts and is then pulled back to the inputs: nothing is random, and the parameters' gradients stay as they are.</summary>
    /// <param name="batch">The batch.</param>
    public static Pass Explaining(Batch batch) => new(batch, null) { IsPulledBack = true };

    /// <summary>A pass that predicts: nothing is random and nothing is kept.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="gates">Gathers what gates choose, where that is wanted.</param>
    public static Pass Prediction(Batch batch, GateLog? gates = null) => new(batch, null) { Gates = gates };

    /// <summary>The batch; of a training pass, as it is varied and mixed there.</summary>
    public Batch Batch { get; }

    /// <summary>The random stream of a training pass, otherwise <c>null</c>.</summary>
    public RandomStream? Random { get; }

    /// <summary>How much of training is done in a training pass, from 0 to 1, for what changes on the way.</summary>
    public double Progress { get; private init; }

    /// <summary>Whether what all tasks share stays as it is in a training pass: what it counts, too.</summary>
    public bool SharedStays { get; private init; }

    /// <summary>Where the pullbacks of shared parameters leave their gradients.</summary>
    public GradientSink Sink { get; set; } = SummedGradients.Instance;

    /// <summary>Gathers what gates choose, where that is wanted.</summary>
    public GateLog? Gates { get; private init; }

    /// <summary>Whether it trains: what is drawn or counted in training is, here.</summary>
    public bool IsTraining => Random is not null;

    /// <summary>Whether a pullback will follow.</summary>
    public bool IsPulledBack { get; private init; }

    /// <summary>Keeps a tensor for the pullback of a block; does nothing where none will follow.</summary>
    public void Save(object block, torch.Tensor tensor)
    {
        if (IsPulledBack) Hold(block, tensor);
    }

    /// <summary>Keeps a tensor for who reads it later, in a predicting pass, too.</summary>
    internal void Hold(object block, torch.Tensor tensor) => _saved[block] = tensor;

    /// <summary>What a block kept, which is forgotten; <c>null</c> where it kept nothing.</summary>
    internal torch.Tensor? Take(object block) => _saved.Remove(block, out var tensor) ? tensor : null;

    /// <summary>Whether a block kept something.</summary>
    public bool HasSaved(object block) => _saved.ContainsKey(block);

    /// <summary>What a block kept.</summary>
    public torch.Tensor Saved(object block) => _saved[block];
}
