namespace Polytask.Runs.Hints;

/// <summary>What stands out in the runs of one model: what may be wrong, with its evidence, and what to do about it.</summary>
/// <param name="Dominant">The task that outweighs the others.</param>
/// <param name="Overfit">Tasks that overfit.</param>
/// <param name="Labels">Doubts about the labels, in sentences.</param>
internal sealed record RunHints(DominantTask? Dominant, IReadOnlyList<OverfitTask> Overfit, IReadOnlyList<string> Labels)
{
    /// <summary>Nothing stands out.</summary>
    public static RunHints None { get; } = new(null, [], []);

    /// <summary>All of it in sentences.</summary>
    public IEnumerable<string> Sentences => [.. Dominant is null ? [] : new[] { Dominant.Sentence }, .. Others];

    /// <summary>All but the task that dominates, in sentences.</summary>
    public IEnumerable<string> Others => [.. Overfit.Count == 0 ? [] : new[] { OverfitTask.Sentence(Overfit) }, .. Labels];

    /// <summary>Looks for them in what runs wrote down.</summary>
    /// <param name="histories">Runs of one model, which differ in their seeds.</param>
    public static RunHints Of(IReadOnlyList<RunHistory> histories) => histories is not [{ Started: { } started }, ..] ? None
        : new RunHints(DominantTask.Of(histories), OverfitTask.Of([.. started.Tasks.Select(task => task.Task)], histories), [.. LabelHints.Of(started)]);
}
