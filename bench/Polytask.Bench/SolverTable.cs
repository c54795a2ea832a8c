using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Polytask.Bench;

/// <summary>The page of <see cref="Solvers"/>: time and allocations of each method alone.</summary>
internal static class SolverTable
{
    /// <summary>Measures and writes the page.</summary>
    public static void Write(string page)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(100)))
            .AddLogger(ConsoleLogger.Default).AddColumnProvider(DefaultColumnProviders.Instance);
        var reports = BenchmarkRunner.Run<Solvers>(config).Reports;
        var counts = reports.Select(K).Distinct().Order().ToArray();
        Page.Write(page, $"""
            # The solvers of the balancing methods alone

            From the Gramian of K gradients (64 numbers each, with a common direction, and lengths that differ by a factor of e or so) to the weights of a step; 16 Gramians in turn, one thread.
            Medians of 9 iterations of BenchmarkDotNet, in µs. One step of each at each K: {counts.Sum(Allocated)} bytes allocated in all.

            {Page.Table(["method", .. counts.Select(k => $"K={k}")], reports.GroupBy(Method).Select(method => counts.Select(k => Page.Number(Median(method.Single(report => K(report) == k)), "f2")).Prepend(method.Key)))}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- solvers bench/results/solvers.md`.
            """);
    }

    /// <summary>What one step of every method allocates. BenchmarkDotNet's own figure has a constant of its runner in it.</summary>
    private static long Allocated(int k)
    {
        var solvers = new Solvers { K = k };
        solvers.Setup();
        Func<double>[] steps = [solvers.Mgda, solvers.UPGrad, solvers.DualProj, solvers.CAGrad, solvers.NashMtl, solvers.FairGrad, solvers.AlignedMtl, solvers.ImtlG, solvers.ConFig, solvers.PCGrad];
        // Twice all Gramians: a step has its stream of random numbers from its first use.
        foreach (var step in steps)
            for (var i = 0; i < 2 * Solvers.Gramians; i++) step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var step in steps) step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int K(BenchmarkReport report) => (int)report.BenchmarkCase.Parameters[nameof(Solvers.K)];

    private static string Method(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static double Median(BenchmarkReport report) => report.ResultStatistics!.Median / 1000;
}
