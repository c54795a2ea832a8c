using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>Two levels of normalised experts with gates on what they read: one that all tasks share and one of the category of all tasks, then these and one of each task.</summary>
internal sealed class PlainHierarchy : PlainArchitecture
{
    private const int Rank = 16;
    private readonly Expert[] _meta, _experts;
    private readonly TorchSharp.Modules.Linear[] _metaGates, _metaSelf, _gates, _self;

    public PlainHierarchy(int tasks) : base(tasks)
    {
        const int inputs = DenseProblem.Inputs, hidden = DenseProblem.Hidden;
        TorchSharp.Modules.Linear[] Gates(int count, int width, int choices) => [.. Enumerable.Range(0, count).Select(_ => Linear(width, choices, bias: false))];
        _meta = [.. Enumerable.Range(0, 2).Select(_ => CreateExpert(inputs))];
        _experts = [.. Enumerable.Range(0, 2 + tasks).Select(_ => CreateExpert(hidden))];
        (_metaGates, _metaSelf) = (Gates(2, inputs, 2), Gates(2, inputs, 1));
        (_gates, _self) = (Gates(tasks, 2 * hidden, 3), Gates(tasks, 2 * hidden, 1));
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor[] known = [.. _meta.Select(expert => expert.Run(rows))];
        torch.Tensor[] met = [.. known.Select((own, i) => Mixed(_metaGates[i].forward(rows).softmax(1), known) + _metaSelf[i].forward(rows).sigmoid() * own)];
        var (shared, category) = (_experts[0].Run(met[0]), _experts[1].Run(met[1]));
        var both = torch.cat([met[1], met[0]], 1);
        return [.. _gates.Select((gate, task) =>
        {
            var own = _experts[2 + task].Run(met[1]);
            return Mixed(gate.forward(both).softmax(1), [shared, category, own]) + _self[task].forward(both).sigmoid() * own;
        })];
    }

    private Expert CreateExpert(int width)
    {
        var norm = torch.nn.LayerNorm(DenseProblem.Hidden);
        Add(norm);
        return new Expert(Linear(width, Rank, bias: false), Linear(Rank, width, bias: false), Linear(width, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden), norm);
    }

    private sealed record Expert(
        TorchSharp.Modules.Linear Down, TorchSharp.Modules.Linear Up, TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second, TorchSharp.Modules.LayerNorm Norm)
    {
        public torch.Tensor Run(torch.Tensor rows) =>
            F.silu(Norm.forward(F.relu(Second.forward(F.relu(First.forward(rows * 2 * Up.forward(Down.forward(rows)).sigmoid()))))));
    }
}
