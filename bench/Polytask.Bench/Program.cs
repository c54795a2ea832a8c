using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Polytask.Bench;

switch (args)
{
    case ["balancing", var page, .. var kinds]:
        BalancingTable.Write(page, kinds);
        return;
    case ["peers", var page]:
        PeersTable.Write(page);
        return;
    case ["solvers", var page]:
        SolverTable.Write(page);
        return;
    case ["records", var page]:
        RecordsTable.Write(page);
        return;
    case ["vision", var data, var page, .. var sections]:
        VisionTable.Write(data, page, sections);
        return;
    case ["decoding", var page]:
        DecodingTable.Write(page);
        return;
    case ["sharing", var page]:
        SharingTable.Write(page);
        return;
    case ["school", var data, var page]:
        SchoolTable.Write(data, page);
        return;
    case ["mmoe", var page]:
        CorrelationTable.Write(page);
        return;
    case ["transfer", var page, .. var problems]:
        await TransferTable.WriteAsync(page, problems);
        return;
}
// In this process: a benchmark of its own project would not find libtorch's native files.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15));
BenchmarkSwitcher.FromAssembly(typeof(TextStep).Assembly).Run(args, config);
