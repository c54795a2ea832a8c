using Polytask.Runs.Reporting;

namespace Polytask.Runs.Hints;

/// <summary>A task whose validation loss rose again while its training loss still fell.</summary>
/// <param name="Task">The task.</param>
/// <param name="Epoch">The epoch after which its validation loss was least.</param>
/// <param name="Least">That loss.</param>
/// <param name="Last">The validation loss after the last epoch.</param>
/// <param name="Training">The training loss of the last epoch.</param>
internal sealed record OverfitTask(string Task, int Epoch, double Least, double Last, double Training)
{
    // A loss that rose by less may have done so by its batches and by few validation rows alone.
    private const double Rise = 1.1;

    /// <summary>What was seen, by the task whose loss rises the most.</summary>
    /// <param name="tasks">The tasks that overfit, one at least.</param>
    public static string Evidence(IReadOnlyList<OverfitTask> tasks)
    {
        var worst = ByRise(tasks)[0];
        return $"the validation loss of {worst.Task}{(tasks.Count > 1 ? ", which rises the most," : "")} is least after epoch {worst.Epoch} ({Figures.Format(worst.Least)}) and rises to {Figures.Format(worst.Last)}, while its training loss falls to {Figures.Format(worst.Training)}";
    }

    /// <summary>What was seen, and what to do.</summary>
    /// <param name="tasks">The tasks that overfit, one at least.</param>
    public static string Sentence(IReadOnlyList<OverfitTask> tasks) =>
        $"{Listing.Of(ByRise(tasks).Select(one => one.Task))} {(tasks.Count > 1 ? "overfit" : "overfits")}: {Evidence(tasks)}. More dropout, a smaller model or more data may help.";

    /// <summary>Finds them by the mean losses of the runs of one model.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="histories">The runs.</param>
    public static IReadOnlyList<OverfitTask> Of(IReadOnlyList<string> tasks, IReadOnlyList<RunHistory> histories) =>
        // An epoch of a linear model is a strength of its penalty, and the best is kept.
        histories.Count == 0 || histories.Any(history => history.Started is { IsLinear: true }) ? [] : [.. tasks.Select(task => Find(task, histories)).OfType<OverfitTask>()];

    private static List<OverfitTask> ByRise(IEnumerable<OverfitTask> tasks) => [.. tasks.OrderByDescending(one => one.Last / one.Least)];

    private static OverfitTask? Find(string task, IReadOnlyList<RunHistory> histories)
    {
        var (validation, training) = (Mean(histories, task, one => one.ValidationLoss), Mean(histories, task, one => one.TrainingLoss));
        if (validation.Length < 2 || !validation.All(double.IsFinite)) return null;
        var least = Array.IndexOf(validation, validation.Min());
        return validation[^1] > Rise * validation[least] && training[^1] <= training[least] ? new OverfitTask(task, least + 1, validation[least], validation[^1], training[^1]) : null;
    }

    private static double[] Mean(IReadOnlyList<RunHistory> histories, string task, Func<TaskProgress, double?> loss)
    {
        var curves = histories.Select(history => history.Epochs.Select(epoch => epoch.Tasks.FirstOrDefault(one => one.Task == task) is { } found ? loss(found) ?? double.NaN : double.NaN).ToArray()).ToList();
        return [.. Enumerable.Range(0, curves.Min(curve => curve.Length)).Select(epoch => curves.Average(curve => curve[epoch]))];
    }
}
