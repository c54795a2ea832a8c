using System.Globalization;
using Polytask.Catalog;
using Polytask.Runs;
using Polytask.Runs.Hints;
using Polytask.Training;

namespace Polytask.Comparison;

/// <summary>What to do about what a comparison found.</summary>
/// <param name="plan">What was trained.</param>
/// <param name="contenders">The contenders with their figures.</param>
/// <param name="hurt">The tasks that the chosen one hurts, by validation rows.</param>
/// <param name="affinity">The tasks' affinity, where it was measured.</param>
/// <param name="hints">What stands out in the runs of the run file.</param>
internal sealed class Advice(ComparisonPlan plan, IReadOnlyList<ContenderResult> contenders, IReadOnlyList<string> hurt, TaskAffinity? affinity, RunHints hints)
{
    /// <summary>Recommendations: first those whose effect is known, the greatest first.</summary>
    public IReadOnlyList<Recommendation> Recommendations() =>
        [.. new[] { Train(), Part(), Group(), Keep(), Balance() }.OfType<Recommendation>().Concat(WithoutRunFile()).OrderByDescending(one => one.Expected ?? double.NegativeInfinity)];

    private ContenderResult? Chosen => contenders.FirstOrDefault(contender => contender.Chosen);

    private ContenderResult Given => contenders[1];

    private Recommendation? Train()
    {
        if (Chosen is not { ValidationDeltaM: { } better } chosen || chosen == Given) return null;
        return new Recommendation(
            $"Train with {chosen.Name}: of the shared models it was the best on validation rows, with Δm {Percent(better)}{(Given.ValidationDeltaM is { } now ? $" against {Percent(now)} of the run file" : "")}.",
            chosen.RunFile, Given.ValidationDeltaM - better);
    }

    private Recommendation? Part()
    {
        if (hurt.Count == 0) return null;
        if (plan.File.Linear is not null)
            return new Recommendation($"Serve {TaskNames.Listed(hurt)} by {(hurt.Count == 1 ? "a model of its own" : "models of their own")}: validation rows say that sharing hurts {(hurt.Count == 1 ? "it" : "them")}.", Contender.AloneFile(hurt[0]), null);
        var groups = TaskGrouping.Apart([[.. plan.File.Tasks.Keys]], hurt);
        var whole = Chosen!.Tasks.Where(task => hurt.Contains(task.Task)).Sum(task => 100 * Math.Abs((task.Validation - Alone(task).Validation) / Alone(task).Validation)) / plan.File.Tasks.Count;
        return Untrained(
            Contender.OfGroups(plan.Given.File, groups),
            $"Give {TaskNames.Listed(hurt)} {(hurt.Count == 1 ? "a branch of its own" : "branches of their own")}: validation rows say that sharing hurts {(hurt.Count == 1 ? "it" : "them")}.", double.IsFinite(whole) ? whole : null);
    }

    private Recommendation? Group()
    {
        if (affinity is null || plan.File.Tasks.Count < 3) return null;
        var groups = TaskGrouping.Best(affinity, 2);
        return groups.Count < 2 ? null : Untrained(
            Contender.OfGroups(plan.Given.File, groups),
            $"Let {string.Join(" and, apart from them, ", groups.Select(TaskNames.Listed))} share: by the tasks' affinity these are the best two groups.", null);
    }

    private Recommendation? Keep()
    {
        if (hints.Overfit.Count == 0 || plan.Given.File.Training.Keep != Training.Keep.Best) return null;
        return Untrained(
            new Contender("best epoch per task", plan.Given.File with { Training = plan.Given.File.Training with { Keep = Training.Keep.BestPerTask } }),
            $"Keep the best epoch of every task: {OverfitTask.Evidence(hints.Overfit)}.", null);
    }

    private Recommendation? Balance() => hints.Dominant is not { } dominant ? null : Untrained(
        new Contender(Kinds.Of(dominant.Remedy.GetType()).Name, plan.Given.File with { Balancing = dominant.Remedy }), dominant.Sentence, null);

    private IEnumerable<Recommendation> WithoutRunFile() =>
        hints.Others.Select(text => new Recommendation(text, null, null));

    /// <summary>A model to train; none where it was.</summary>
    private Recommendation? Untrained(Contender contender, string text, double? expected) =>
        plan.Contenders.Any(other => other.Name == contender.Name) ? null : new Recommendation(text, contender.RunFile, expected) { Contender = contender };

    private TaskResult Alone(TaskResult task) => contenders[0].Tasks.Single(alone => alone.Task == task.Task);

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} %");
}
