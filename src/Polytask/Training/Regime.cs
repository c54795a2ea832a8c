namespace Polytask.Training;

/// <summary>One batch of a step, and the tasks whose labels count in it.</summary>
public sealed record StepBatch(ReadOnlyMemory<int> Rows, IReadOnlyList<bool> Tasks);

/// <summary>A part of a run that is trained, stopped early and judged by itself.</summary>
/// <param name="Task">The task that the stage is for, or <c>null</c> for all.</param>
/// <param name="Scored">The tasks whose mean validation metric judges the stage.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="StepsPerEpoch">Steps of the optimiser in each.</param>
/// <param name="TrainsTrunk">Whether shared parameters are trained.</param>
public sealed record Stage(string? Task, IReadOnlyList<bool> Scored, int Epochs, long StepsPerEpoch, bool TrainsTrunk = true)
{
    /// <summary>Steps of the stage.</summary>
    public long Steps => Epochs * StepsPerEpoch;
}

/// <summary>What is trained in which step. Everything is a function of the step alone, so that a run can go on from any step.</summary>
public abstract class Regime
{
    /// <summary>The stages, one after another.</summary>
    public abstract IReadOnlyList<Stage> Stages { get; }

    /// <summary>The batches of one step: their gradients are added.</summary>
    /// <param name="stage">The stage, counted from 0.</param>
    /// <param name="step">The step within the stage, counted from 0.</param>
    public abstract IReadOnlyList<StepBatch> Plan(int stage, long step);

    /// <summary>What keeps earlier tasks from being forgotten, or <c>null</c>.</summary>
    public virtual Consolidation? CreateConsolidation() => null;
}
