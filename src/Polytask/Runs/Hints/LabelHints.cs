using System.Globalization;

namespace Polytask.Runs.Hints;

/// <summary>What the labels of a run give reason to doubt: too few of them, or some that contradict each other.</summary>
internal static class LabelHints
{
    private const int FewTraining = 100;
    private const int FewValidation = 30;
    private const double ManyContradictions = 0.01;
    private const int FewestContradictions = 3;
    private const double MuchUnexplained = 0.05;
    // Half of a 95 % interval of a share of one half is this, by the square root of the rows.
    private const double HalfInterval = 1.96 * 0.5;

    /// <summary>The hints, each a sentence with its figures and what to do.</summary>
    /// <param name="started">What the data hold for each task.</param>
    public static IEnumerable<string> Of(RunStarted started)
    {
        var contradicted = started.Tasks.Where(task => task.Contradictions >= Math.Max(FewestContradictions, ManyContradictions * task.Training)).OrderByDescending(Contradicted).ToList();
        if (contradicted.Count > 0)
            yield return $"Training labels contradict those of rows with the same inputs, so no model can be right on all: {Listing.Of(contradicted.Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.Task} at least {task.Contradictions:#,##0} of {task.Training:#,##0} ({Contradicted(task):0.0 %})")))}. Correct them, or add an input that tells these rows apart.";
        var spread = started.Tasks.Where(task => task.Unexplained >= MuchUnexplained).OrderByDescending(task => task.Unexplained).ToList();
        if (spread.Count > 0)
            yield return $"Training labels of rows with the same inputs spread, and no model can explain that part of their variance: {Listing.Of(spread.Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.Task} {task.Unexplained:0 %}")))}. Correct them, or add an input that tells these rows apart.";
        // A linear model is made for many tasks of few labels each, and its strength is chosen by all of them together.
        if (started.IsLinear) yield break;
        if (Few(started, task => task.Training, FewTraining) is { } training)
            yield return $"Fewer than {FewTraining} training labels: {training}. Label more rows, let these tasks share with related ones that have more, or hold the model back with dropout or a smaller trunk.";
        if (Few(started, task => task.Validation, FewValidation) is { } validation)
        {
            var fewest = started.Tasks.Where(task => task.Validation > 0).Min(task => task.Validation);
            yield return string.Create(CultureInfo.InvariantCulture, $"Fewer than {FewValidation} validation labels: {validation}. With {fewest} an accuracy near one half is known to ±{100 * HalfInterval / Math.Sqrt(fewest):0} points, and epochs and models are chosen by it. Make the split's share of validation rows larger.");
        }
    }

    private static double Contradicted(TaskData task) => (double)task.Contradictions / task.Training;

    private static string? Few(RunStarted started, Func<TaskData, long> labels, int enough)
    {
        var few = started.Tasks.Where(task => labels(task) > 0 && labels(task) < enough).OrderBy(labels).ToList();
        return few.Count == 0 ? null : Listing.Of(few.Select(task => $"{task.Task} {labels(task)}"));
    }
}
