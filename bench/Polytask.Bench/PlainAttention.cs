using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>One trunk, and a mask of each task behind every stage, a task at a time.</summary>
internal sealed class PlainAttention : PlainArchitecture
{
    private const int Mask = DenseProblem.Hidden / 4;
    private readonly TorchSharp.Modules.Linear[] _trunk;
    private readonly (TorchSharp.Modules.Linear Hidden, TorchSharp.Modules.Linear Mask)[][] _attention;

    public PlainAttention(int tasks) : base(tasks)
    {
        _trunk = [Linear(DenseProblem.Inputs, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden)];
        _attention = [.. Enumerable.Range(1, 2).Select(read => Enumerable.Range(0, tasks).Select(_ => (Linear(read * DenseProblem.Hidden, Mask), Linear(Mask, DenseProblem.Hidden))).ToArray())];
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        var seen = new torch.Tensor[Tasks];
        for (var stage = 0; stage < _trunk.Length; stage++)
        {
            rows = F.relu(_trunk[stage].forward(rows));
            seen = [.. _attention[stage].Select((layers, task) =>
                layers.Mask.forward(F.relu(layers.Hidden.forward(stage == 0 ? rows : torch.cat([rows, seen[task]], 1)))).sigmoid() * rows)];
        }
        return seen;
    }
}
