using Polytask.Data;
using Polytask.Features;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Training;

/// <summary>Rows read, divided and turned into numbers; encoders and tasks fitted on the training rows.</summary>
public sealed record PreparedData(Split Split, IReadOnlyList<Encoder> Encoders, IReadOnlyList<PredictionTask> Tasks, EncodedRows Rows)
{
    /// <summary>Reads all sources.</summary>
    /// <exception cref="DataException">A source cannot be read.</exception>
    public static DataSet Load(IReadOnlyDictionary<string, SourceOptions> sources, CancellationToken cancellation) =>
        new([.. sources.Select(source => Table.Load(source.Key, source.Value.Open(), cancellation))]);

    /// <summary>Divides the rows, fits encoders and tasks on the training rows, and encodes all rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="split">How to divide them.</param>
    /// <param name="inputs">The encoders.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellation">Stops it before the next row.</param>
    /// <param name="show">Is told how far it is, now and then.</param>
    /// <exception cref="DataException">A column is missing, a label cannot be read, or a task has no training label.</exception>
    public static PreparedData Fit(
        DataSet data, SplitOptions split, IReadOnlyDictionary<string, EncoderOptions> inputs, IReadOnlyDictionary<string, TaskOptions> tasks, CancellationToken cancellation,
        Action<RowRead>? show = null) =>
        Fit(data, split, parts => [.. inputs.Select(input => input.Value.Fit(input.Key, parts.Training))], tasks, cancellation, show);

    /// <summary>Divides the rows, fits tasks on the training rows, and encodes all rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="split">How to divide them.</param>
    /// <param name="encoders">Gives the fitted encoders.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellation">Stops it before the next row.</param>
    /// <param name="show">Is told how far it is, now and then.</param>
    /// <exception cref="DataException">A column is missing, a label cannot be read, or a task has no training label.</exception>
    public static PreparedData Fit(
        DataSet data, SplitOptions split, Func<Split, IReadOnlyList<Encoder>> encoders, IReadOnlyDictionary<string, TaskOptions> tasks, CancellationToken cancellation,
        Action<RowRead>? show = null)
    {
        using var watch = new ReadingWatch(data, show, cancellation);
        var parts = split.Assign(data);
        var fitted = FitTasks(data, parts, tasks).ToArray();
        var inputs = encoders(parts);
        var rows = Encode(data, inputs, fitted);
        EntireSpace.Require(fitted, rows.Targets, parts.Rows(Part.Training));
        return new PreparedData(parts, inputs, fitted, rows);
    }

    /// <summary>Fits the tasks on the labels of the training rows.</summary>
    /// <exception cref="DataException">A column is missing, a label cannot be read, or a task has no training label.</exception>
    public static IReadOnlyList<PredictionTask> FitTasks(DataSet data, Split parts, IReadOnlyDictionary<string, TaskOptions> tasks)
    {
        var training = parts.Rows(Part.Training);
        return [.. tasks.SelectMany(task => FitEach(task.Key, task.Value, data, training))];
    }

    /// <summary>Encodes all rows with encoders and tasks that were fitted before.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="encoders">The fitted encoders.</param>
    /// <param name="tasks">The fitted tasks.</param>
    /// <param name="foreign">Whether the rows are not of the run's own sources, so that a task's <c>source</c> says nothing about them.</param>
    /// <exception cref="DataException">A column is missing, or a value cannot be read.</exception>
    public static EncodedRows Encode(DataSet data, IReadOnlyList<Encoder> encoders, IReadOnlyList<PredictionTask> tasks, bool foreign = false)
    {
        var inputs = new EncodedRows(data.Count, [.. encoders.Select(encoder => encoder.Encode(data.Count, data.Column(encoder.Column), row => data[row].Place))], []);
        var unreadable = inputs.Unreadable.Keys.ToHashSet();
        return new(data.Count, inputs.Inputs, [.. tasks.Select(task => new Labels(task.Name, foreign ? task.Options with { Source = null } : task.Options, data).Encode(task).Without(unreadable))]);
    }

    /// <summary>One task, or one for each value of the column that names them; those are fitted on the labels of all.</summary>
    private static IEnumerable<PredictionTask> FitEach(string name, TaskOptions options, DataSet data, int[] training)
    {
        var labels = new Labels(name, options, data);
        int[] labelled = [.. training.Where(row => labels[row] is not null)];
        PredictionTask Fit(string task, TaskOptions of)
        {
            var fitted = of.Fit(task, labelled.Select(row => (labels[row]!, data[row].Place)));
            // A metric that it does not have is better said now than behind the first epoch.
            _ = fitted.CreateMetrics();
            return fitted;
        }
        if (options.ForEach is null) return [Fit(name, options)];
        return labels.Values(labelled).Select(value => Fit($"{name}/{value}", options with
        {
            Column = options.Column ?? name,
            ForEach = null,
            Where = new Dictionary<string, string>(options.Where ?? new Dictionary<string, string>()) { [options.ForEach] = value },
        }));
    }
}
