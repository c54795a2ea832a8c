using System.Diagnostics;

namespace Polytask.Bench;

/// <summary>Steps that take turns, so that all meet the machine in the same state.</summary>
internal static class Turns
{
    public const int Rounds = 7;

    /// <summary>The median time of a step, in microseconds, of each kind of step: of single steps, so that those during which other programs had the core do not count.</summary>
    /// <param name="steps">The steps, told which of the batches they take.</param>
    /// <param name="batches">How many steps are a round.</param>
    public static double[] Microseconds(IReadOnlyList<Action<int>> steps, int batches)
    {
        var times = steps.Select(_ => new List<double>()).ToArray();
        foreach (var step in steps)
            for (var i = 0; i < 2 * batches; i++) step(i % batches);
        for (var round = 0; round < Rounds; round++)
            for (var kind = 0; kind < steps.Count; kind++)
                for (var i = 0; i < batches; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    steps[kind](i);
                    times[kind].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }
        return [.. times.Select(list => list.Order().ElementAt(list.Count / 2))];
    }
}
