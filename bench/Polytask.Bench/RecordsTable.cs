using Polytask.Balancing;
using Polytask.Native;
using Polytask.Runs;
using Polytask.Training;

namespace Polytask.Bench;

/// <summary>What it costs to write down, during training, how tasks stand to each other.</summary>
internal static class RecordsTable
{
    private const int Steps = 100;

    // A run has at most 200 records by default, so these are every step, every tenth and every hundredth.
    private static readonly long[] RunLengths = [200, 2_000, 20_000];

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
                    Action<int>[] runs = [problem.Ours(balancing), .. RunLengths.Select(steps => problem.Ours(balancing, recorder: names => new BalanceRecorder(new JointRegime(), names, steps, log.Append)))];
                    var times = Turns.Microseconds([.. runs.Select(run => (Action<int>)(step => run(step % DenseProblem.Batches)))], Steps);
                    rows.Add([$"{tasks}", name, $"{Page.Number(times[0], "0")} µs", .. times.Skip(1).Select(time => Page.Number(time / times[0], "0.00"))]);
                }
        File.Delete(file);
        Page.Write(page, $"""
            # What records of training cost

            Every record holds the tasks' weights and, where the method compares gradients, their lengths and cosines, and is written to the events of the run; a run has 200 by default. A step of the dense model of
            300-256-256 with 64 rows, one thread, without records, and steps of runs of three lengths as multiples of it. Steps take turns; medians of processor time of {Turns.Rounds} rounds of {Steps} steps.

            {Page.Table(["tasks", "method", "without", .. RunLengths.Select(steps => FormattableString.Invariant($"run of {steps:N0} steps"))], rows)}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- records bench/results/records.md`.
            """);
    }
}
