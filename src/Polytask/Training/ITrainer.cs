using Polytask.Models;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>Something that trains a model and can be stopped after any step: a run goes on from <see cref="Capture"/>, on a CPU bit for bit.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>The model, with the parameters as training left them.</summary>
    MultiTaskModel Model { get; }

    /// <summary>Epochs of the whole run, if nothing stops early.</summary>
    int Epochs { get; }

    /// <summary>Steps of the whole run, if nothing stops early.</summary>
    long Steps { get; }

    /// <summary>How the tasks' gradients are computed, in words.</summary>
    string GradientPlan { get; }

    /// <summary>Epochs done.</summary>
    int Epoch { get; }

    /// <summary>The epoch whose parameters the run ends with, chosen on validation rows; the last where there are none.</summary>
    int BestEpoch { get; }

    /// <summary>Trains to the end.</summary>
    /// <param name="emit">Receives the events of the run.</param>
    /// <param name="afterStep">Called after every step, when the state may be captured; an exception from there stops training between two steps.</param>
    /// <exception cref="TrainingException">A loss is not finite.</exception>
    void Run(Action<RunEvent> emit, Action afterStep);

    /// <summary>The parameters that the run ends with, and the tasks that each set serves.</summary>
    IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> Results();

    /// <summary>Everything that is needed to go on from here.</summary>
    Checkpoint Capture();

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="CheckpointException">The checkpoint is of another model.</exception>
    void Restore(Checkpoint checkpoint);
}
