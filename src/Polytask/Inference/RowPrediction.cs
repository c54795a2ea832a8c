namespace Polytask.Inference;

/// <summary>What a model predicts for one row: every task's answer.</summary>
public sealed class RowPrediction
{
    private readonly TaskPrediction[] _tasks;

    internal RowPrediction(TaskPrediction[] tasks) => _tasks = tasks;

    /// <summary>The answers, in the order of the tasks.</summary>
    public IReadOnlyList<TaskPrediction> Tasks => _tasks;

    /// <summary>The answer of one task.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public TaskPrediction this[string task] => Array.Find(_tasks, t => t.Task == task)
        ?? throw new ArgumentException($"The model has no task '{task}'. Expected one of {string.Join(", ", _tasks.Select(t => t.Task))}.", nameof(task));
}
