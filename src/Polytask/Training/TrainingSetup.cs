using Polytask.Balancing;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;

namespace Polytask.Training;

/// <summary>Everything that training needs to know: the data as numbers, the tasks, and how to train.</summary>
public sealed record TrainingSetup
{
    /// <summary>The seed of every random stream.</summary>
    public required long Seed { get; init; }

    /// <summary>All rows, encoded.</summary>
    public required EncodedRows Data { get; init; }

    /// <summary>The part of every row.</summary>
    public required Split Split { get; init; }

    /// <summary>The inputs, in the order of the encoded columns.</summary>
    public required IReadOnlyList<InputShape> Inputs { get; init; }

    /// <summary>The tasks, in the order of the targets.</summary>
    public required IReadOnlyList<PredictionTask> Tasks { get; init; }

    /// <summary>How tasks share.</summary>
    public required SharingOptions Sharing { get; init; }

    /// <summary>How losses are balanced.</summary>
    public required BalancerOptions Balancing { get; init; }

    /// <summary>How gradients become parameters.</summary>
    public required Optimisers Optimisers { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public required ScheduleOptions Schedule { get; init; }

    /// <summary>What is trained when.</summary>
    public required RegimeOptions Regime { get; init; }

    /// <summary>Builds the model, initialised.</summary>
    public Models.MultiTaskModel CreateModel() => new(Inputs, [.. Tasks.Select(t => (t.Name, t.Head))], Sharing, Seed, new Models.TaskGraph(Tasks));
}
