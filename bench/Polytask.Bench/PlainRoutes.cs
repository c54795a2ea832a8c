using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>A trunk for every two tasks.</summary>
internal sealed class PlainPairs : PlainArchitecture
{
    private readonly (TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second)[] _trunks;

    public PlainPairs(int tasks) : base(tasks) =>
        _trunks = [.. Enumerable.Range(0, (tasks + 1) / 2).Select(_ => (Linear(DenseProblem.Inputs, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden)))];

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor[] pairs = [.. _trunks.Select(trunk => F.relu(trunk.Second.forward(F.relu(trunk.First.forward(rows)))))];
        return [.. Enumerable.Range(0, Tasks).Select(task => pairs[task / 2])];
    }
}

/// <summary>A trunk whose second stage each task runs or skips, at a temperature of 1.</summary>
internal sealed class PlainAdaShare : PlainArchitecture
{
    private readonly TorchSharp.Modules.Linear _first, _second;
    private readonly TorchSharp.Modules.Parameter _logits;

    public PlainAdaShare(int tasks) : base(tasks)
    {
        (_first, _second) = (Linear(DenseProblem.Inputs, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden));
        _logits = Weights(tasks, 2);
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        var (shared, weights) = (F.relu(_first.forward(rows)), Drawn(_logits));
        return [.. Enumerable.Range(0, Tasks).Select(task => weights[task, 0] * F.relu(_second.forward(shared)) + weights[task, 1] * shared)];
    }

    protected override torch.Tensor Penalty()
    {
        var run = _logits.softmax(1).select(1, 0);
        return 0.05 * run.log().sum() + 0.025 * (run.unsqueeze(0) - run.unsqueeze(1)).abs().sum();
    }
}
