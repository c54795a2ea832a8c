using System.Globalization;

namespace Polytask.Comparison;

/// <summary>What to do about what a comparison found.</summary>
internal static class Advice
{
    /// <summary>Recommendations, the most promising first.</summary>
    /// <param name="contenders">The contenders with their figures: every task alone, the run file, then the others.</param>
    /// <param name="hurt">The tasks that the chosen one hurts, by validation rows.</param>
    /// <param name="overfitting">Tasks that overfit, and since which epoch.</param>
    public static IReadOnlyList<Recommendation> Of(IReadOnlyList<ContenderResult> contenders, IReadOnlyList<string> hurt, IReadOnlyDictionary<string, int> overfitting)
    {
        var advice = new List<Recommendation>();
        var given = contenders[1];
        var chosen = contenders.FirstOrDefault(contender => contender.Chosen);
        if (chosen is not null && chosen != given && chosen.ValidationDeltaM is { } better)
            advice.Add(new Recommendation(string.Create(CultureInfo.InvariantCulture,
                $"Train with {chosen.Name}: of the shared models it was the best on validation rows, with Δm {better:0.00} %{(given.ValidationDeltaM is { } now ? $" against {now:0.00} % of the run file" : "")}."), chosen.RunFile));
        foreach (var task in hurt)
            advice.Add(new Recommendation($"Serve {task} by a model of its own: validation rows say that sharing hurts it.", AloneFile(task)));
        foreach (var (task, epoch) in overfitting)
            advice.Add(new Recommendation($"{task} overfits: its validation loss is least after epoch {epoch} and rises from there. More dropout or a smaller model may help it; so may the best epoch of every task (training.keep: best_per_task).", null));
        return advice;
    }

    /// <summary>The run file that trains a task by itself.</summary>
    public static string AloneFile(string task) => $"alone-{FileNames.Of(task)}.yaml";
}
