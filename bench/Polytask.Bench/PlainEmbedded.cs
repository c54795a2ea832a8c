using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>A shared expert and one of each task; a task's gate weighs all of them, and trains the shared one and its own.</summary>
internal sealed class PlainEmbedded : PlainArchitecture
{
    private readonly (TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second)[] _experts;
    private readonly TorchSharp.Modules.Linear[] _gates;

    public PlainEmbedded(int tasks) : base(tasks)
    {
        _experts = [.. Enumerable.Range(0, 1 + tasks).Select(_ => (Linear(DenseProblem.Inputs, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden)))];
        _gates = [.. Enumerable.Range(0, tasks).Select(_ => Linear(DenseProblem.Inputs, 1 + tasks, bias: false))];
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor[] experts = [.. _experts.Select(expert => F.relu(expert.Second.forward(F.relu(expert.First.forward(rows)))))];
        return [.. _gates.Select((gate, task) => Mixed(gate.forward(rows + rows).softmax(1), [.. experts.Select((expert, i) => i == 0 || i == 1 + task ? expert : expert.detach())]))];
    }
}
