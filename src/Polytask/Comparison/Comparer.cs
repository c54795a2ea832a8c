using System.Text.Json;
using Polytask.Comparison.Reporting;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Runs;
using Polytask.Training;

namespace Polytask.Comparison;

/// <summary>
/// Compares one model for all tasks with a model for each, and with its variations: trains what is not trained yet, chooses on validation rows,
/// measures on test rows, and writes down what it found.
/// </summary>
/// <param name="options">What to try, and within what means.</param>
/// <param name="launcher">Trains single runs.</param>
internal sealed class Comparer(ComparisonOptions options, IRunLauncher launcher)
{
    /// <summary>Does it.</summary>
    /// <param name="read">Reads the run file, with changes of the form <c>training.epochs=5</c>, and then those of a combination of what is varied.</param>
    /// <param name="cancellation">Stops it; the next time goes on.</param>
    /// <exception cref="PolytaskException">The run file, a variation or the data are wrong, or the tasks alone cannot be trained.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<ComparisonResult> CompareAsync(Func<IReadOnlyList<string>, IReadOnlyList<string>, RunFile> read, CancellationToken cancellation)
    {
        var plan = ComparisonPlan.Of(read, options);
        var data = PreparedData.Load(plan.File.Data, cancellation);
        var split = plan.File.Split.Assign(data);
        RequireRows(split, Part.Validation, "to choose on");
        RequireRows(split, Part.Test, "to measure on");
        var tasks = PreparedData.FitTasks(data, split, plan.File.Tasks);
        if (tasks.Count < 2)
            throw new ConfigurationException($"tasks: expected two tasks or more to compare one model with one for each, found {tasks.Count}. Add a task.");
        var directory = options.Directory ?? Path.Combine("runs", $"{plan.File.Name}-comparison");
        plan = plan.Measuring(split.Rows(Part.Training).Length);
        CreateDirectory(directory);
        var store = new RunStore(options.Cache ?? Path.Combine("runs", "cache"), data.Fingerprint());
        var rounds = new Rounds(plan, tasks, store, new RunQueue(store, options, launcher), directory);
        var result = await new Findings(rounds, options, directory).FindAsync(cancellation).ConfigureAwait(false);
        AtomicFile.WriteText(result.Figures, JsonSerializer.Serialize(result, ComparisonJson.Default.ComparisonResult) + "\n");
        AtomicFile.WriteText(result.Report, ComparisonReport.Render(result, rounds.Finished));
        return result;
    }

    private static void RequireRows(Split split, Part part, string purpose)
    {
        if (split.Rows(part).Length == 0)
            throw new ConfigurationException($"split: expected {part.ToString().ToLowerInvariant()} rows {purpose}, found none. Set the split's share of them.");
    }

    private static void CreateDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new ConfigurationException($"{directory}  the directory of the comparison cannot be made: {FileFault.Describe(exception)}", exception);
        }
    }
}
