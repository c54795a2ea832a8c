using System.Diagnostics;

namespace Polytask.Bench;

/// <summary>How long a kind of step takes: the median of its single steps in every turn, so that those during which other programs had the core do not count.</summary>
internal sealed record Timing(IReadOnlyList<double> Turns)
{
    /// <summary>The median of its turns, in microseconds.</summary>
    public double Microseconds => Median(Turns);

    /// <summary>How many times as long as another kind it takes: the median over the turns, each compared with the other's next to it.</summary>
    public double Over(Timing other) => Median(Turns.Zip(other.Turns, (mine, its) => mine / its));

    /// <summary>The time of a single step on a batch, in microseconds.</summary>
    public static double Of(Action<int> step, int batch)
    {
        var start = Stopwatch.GetTimestamp();
        step(batch);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
