namespace Polytask.Bench;

/// <summary>Steps that take turns, so that all meet the machine in the same state.</summary>
internal static class Turns
{
    public const int Rounds = 7;

    /// <summary>Steps of one kind that follow each other: few, so that all kinds come round before the machine has changed.</summary>
    private const int Together = 5;

    /// <summary>Times each kind of step.</summary>
    /// <param name="steps">The steps, told which of the batches they take.</param>
    /// <param name="batches">How many steps are a round.</param>
    public static Timing[] Measure(IReadOnlyList<Action<int>> steps, int batches)
    {
        var times = steps.Select(_ => new List<double>()).ToArray();
        foreach (var step in steps)
            for (var i = 0; i < 2 * batches; i++) step(i % batches);
        foreach (var turn in Enumerable.Range(0, Rounds * batches).Chunk(Together))
            foreach (var (kind, step) in steps.Index())
                times[kind].Add(Timing.Median(turn.Select(i => Timing.Of(step, i % batches))));
        return [.. times.Select(turns => new Timing(turns))];
    }
}
