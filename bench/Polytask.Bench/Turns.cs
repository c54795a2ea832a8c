using System.Diagnostics;

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
                times[kind].Add(Timing.Median(turn.Select(i => Microseconds(step, i % batches))));
        return [.. times.Select(turns => new Timing(turns))];
    }

    private static double Microseconds(Action<int> step, int batch)
    {
        var start = Stopwatch.GetTimestamp();
        step(batch);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}

/// <summary>How long a kind of step takes: the median of its single steps in every turn, so that those during which other programs had the core do not count.</summary>
internal sealed record Timing(IReadOnlyList<double> Turns)
{
    /// <summary>The median of its turns, in microseconds.</summary>
    public double Microseconds => Median(Turns);

    /// <summary>How many times as long as another kind it takes: the median over the turns, each compared with the other's next to it.</summary>
    public double Over(Timing other) => Median(Turns.Zip(other.Turns, (mine, its) => mine / its));

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
