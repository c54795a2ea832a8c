using Polytask.Balancing;
using Polytask.Native;
using Polytask.Runs;
using Polytask.Training;

namespace Polytask.Bench;

/// <summary>What it costs to write down, during training, how tasks stand to each other.</summary>
internal static class RecordsTable
{
    private const int Pairs = 1000;

    // A run has at most 200 records by default, and one of every other step at most.
    private static readonly (int Steps, int Interval)[] Runs = [(200, 2), (2_000, 10), (20_000, 100)];

    public static void Write(string page)
    {
        LibTorch.Init();
        var file = Path.GetTempFileName();
        var rows = new List<string[]>();
        using (var log = EventLog.Open(file))
            foreach (var tasks in new[] { 2, 8, 40 })
                foreach (var (name, balancing) in new (string, BalancerOptions)[] { ("equal", new Equal()), ("uw", new UncertaintyWeighting()), ("upgrad", new UPGrad()) })
                {
                    var problem = new DenseProblem(tasks);
                    var (step, record) = Microseconds(problem.Ours(balancing), problem.Ours(balancing, recorder: names => new BalanceRecorder(new JointRegime { BalanceEvery = 1 }, names, Pairs, balancing is GradientBalancing, log.Append)));
                    rows.Add([$"{tasks}", name, Page.Number(step, "#,##0"), Page.Number(record, "0"), .. Runs.Select(run => $"{Page.Number(100 * record / step / run.Interval, "0.00")} %")]);
                }
        File.Delete(file);
        Page.Write(page, $"""
            # What records of training cost

            Every record holds the tasks' weights and, where the method compares gradients, their lengths and cosines, and is written to the events of the run, by default 200 times at most: a run of 200 steps writes one in
            every other step, one of 20,000 in every hundredth. A step of the dense model of 300-256-256 with 64 rows, one thread, and what a record adds to it: the median over {Pairs:N0} pairs of steps, one
            without and one with a record, of their difference in time.

            {Page.Table(["tasks", "method", "step, µs", "record, µs", .. Runs.Select(run => FormattableString.Invariant($"of a run of {run.Steps:N0} steps"))], rows)}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- records bench/results/records.md`.
            """);
    }

    /// <summary>The median of the time of a step, and of what another takes more when both take turns.</summary>
    private static (double Step, double More) Microseconds(Action<int> step, Action<int> other)
    {
        var (times, more) = (new double[Pairs], new double[Pairs]);
        for (var pair = -Pairs / 10; pair < Pairs; pair++)
        {
            var batch = (pair + Pairs) % DenseProblem.Batches;
            // Which comes first takes turns, too: the second finds the rows of the batch in the cache.
            var (one, two) = pair % 2 == 0 ? (Timing.Of(step, batch), Timing.Of(other, batch)) : Swapped(Timing.Of(other, batch), Timing.Of(step, batch));
            if (pair >= 0) (times[pair], more[pair]) = (one, two - one);
        }
        return (Timing.Median(times), Timing.Median(more));

        static (double, double) Swapped(double one, double two) => (two, one);
    }
}
