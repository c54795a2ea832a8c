namespace Polytask.Runs.Reporting;

/// <summary>Two tasks' gradients over the steps in which both were there.</summary>
/// <param name="Steps">These steps.</param>
/// <param name="Cosine">The mean cosine.</param>
/// <param name="Apart">The share of the steps in which the cosine is negative.</param>
/// <param name="Magnitude">The mean similarity of their lengths.</param>
internal sealed record GradientPair(int Steps, double Cosine, double Apart, double Magnitude);

/// <summary>What the gradients of all pairs of tasks did over a run.</summary>
internal sealed class GradientPairs
{
    private readonly Dictionary<(string, string), GradientPair> _pairs;

    private GradientPairs(IReadOnlyList<string> tasks, Dictionary<(string, string), GradientPair> pairs)
    {
        (Tasks, _pairs) = (tasks, pairs);
    }

    /// <summary>The tasks that were beside another in some step.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>A pair of tasks; <c>null</c> where they were never in one step.</summary>
    public GradientPair? this[int row, int column] => _pairs.GetValueOrDefault((Tasks[row], Tasks[column]));

    /// <summary>Sums up steps whose gradients were compared; <c>null</c> where there is no pair.</summary>
    public static GradientPairs? Of(IReadOnlyList<string> tasks, IReadOnlyList<TasksBalanced> steps)
    {
        var cosines = from step in steps
                      where step.Cosines is not null
                      from i in Enumerable.Range(0, step.Tasks.Count)
                      from j in Enumerable.Range(0, step.Tasks.Count)
                      where i != j
                      group (Cosine: step.Cosines![i][j], Magnitude: step.MagnitudeSimilarity(i, j)) by (step.Tasks[i], step.Tasks[j]);
        var pairs = cosines.ToDictionary(c => c.Key, c => new GradientPair(
            c.Count(), c.Average(step => step.Cosine), c.Count(step => step.Cosine < 0) / (double)c.Count(), c.Select(step => step.Magnitude).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()));
        var paired = pairs.Keys.Select(pair => pair.Item1).ToHashSet();
        return pairs.Count == 0 ? null : new GradientPairs([.. tasks.Where(paired.Contains)], pairs);
    }

    /// <summary>What it comes to.</summary>
    public string Sentence()
    {
        var ((one, other), worst) = _pairs.OrderByDescending(pair => pair.Value.Apart).ThenBy(pair => pair.Value.Cosine).First();
        if (worst.Apart == 0) return "In no step that was measured did the gradients of two tasks point apart.";
        if (Tasks.Count == 2) return $"In {Share(worst.Apart)} of the steps the gradients of {Tasks[0]} and {Tasks[1]} pointed apart; their mean cosine was {Figures.Signed(worst.Cosine)}.";
        var all = _pairs.Values.Sum(pair => pair.Apart * pair.Steps) / _pairs.Values.Sum(pair => pair.Steps);
        return $"The gradients of two tasks pointed apart in {Share(all)} of all cases; most often those of {one} and {other}, in {Share(worst.Apart)} of the steps, with a mean cosine of {Figures.Signed(worst.Cosine)}.";
    }

    private static string Share(double share) => share is > 0 and < 0.01 ? "less than 1 %" : share.ToString("0 %", System.Globalization.CultureInfo.InvariantCulture);
}
