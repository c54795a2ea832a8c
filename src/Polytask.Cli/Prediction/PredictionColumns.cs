using Polytask.Inference;

namespace Polytask.Cli.Prediction;

/// <summary>The columns that predictions add to the input's.</summary>
internal sealed class PredictionColumns
{
    private readonly TaskColumns[] _tasks;

    /// <summary>Names the columns: TASK for the label, TASK_CLASS for a probability, with _predicted behind it where the input has that column.</summary>
    public PredictionColumns(Predictor predictor, IEnumerable<string> input)
    {
        var taken = input.ToHashSet();
        var nothing = predictor.Predict([predictor.Columns.ToDictionary(column => column, _ => (string?)null)])[0];
        _tasks = [.. nothing.Tasks.Select(task => new TaskColumns(
            Free(task.Task, taken), task.Names.Count > 1 ? [.. task.Names.Select(name => Free($"{task.Task}_{name}", taken))] : []))];
    }

    /// <summary>The columns of each task, in the order of the tasks.</summary>
    public IReadOnlyList<TaskColumns> Tasks => _tasks;

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name)) name += "_predicted";
        return name;
    }
}

/// <summary>The columns of one task.</summary>
/// <param name="Label">The column of what is predicted.</param>
/// <param name="Probabilities">The columns of the classes' probabilities; none for a number.</param>
internal sealed record TaskColumns(string Label, string[] Probabilities);
