using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Polytask.Bench;

if (args is ["balancing", var page, .. var kinds])
{
    BalancingTable.Write(page, kinds);
    return;
}
if (args is ["sharing", var costs])
{
    SharingTable.Write(costs);
    return;
}
// In this process: a benchmark of its own project would not find libtorch's native files.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15));
BenchmarkSwitcher.FromAssembly(typeof(TextStep).Assembly).Run(args, config);
