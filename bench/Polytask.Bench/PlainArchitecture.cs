using Polytask.Numerics;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>A model as a tutorial writes it: a layer, a gate and a head at a time, autograd, and optim.Adam.</summary>
internal abstract class PlainArchitecture
{
    private readonly List<TorchSharp.Modules.Parameter> _parameters = [];
    private readonly TorchSharp.Modules.Linear[] _heads;
    private readonly torch.Tensor[] _rows;
    private readonly torch.Tensor[][] _labels;
    private torch.optim.Optimizer? _adam;

    protected PlainArchitecture(int tasks)
    {
        Tasks = tasks;
        var random = new RandomStream(1, "plain");
        _heads = [.. Enumerable.Range(0, tasks).Select(_ => Linear(DenseProblem.Hidden, DenseProblem.Classes))];
        _rows = [.. Enumerable.Range(0, DenseProblem.Batches).Select(_ =>
            torch.tensor(Enumerable.Range(0, DenseProblem.Rows * DenseProblem.Inputs).Select(_ => (float)random.NextNormal()).ToArray()).view(DenseProblem.Rows, DenseProblem.Inputs))];
        _labels = [.. _rows.Select(_ => _heads.Select(_ => torch.tensor(Enumerable.Range(0, DenseProblem.Rows).Select(_ => (long)random.NextInt(DenseProblem.Classes)).ToArray())).ToArray())];
    }

    protected int Tasks { get; }

    public void Step(int batch)
    {
        _adam ??= torch.optim.Adam(_parameters);
        using var scope = torch.NewDisposeScope();
        _adam.zero_grad();
        var representations = Forward(_rows[batch]);
        var loss = torch.zeros(1);
        for (var task = 0; task < Tasks; task++) loss = loss + F.cross_entropy(_heads[task].forward(representations[task]), _labels[batch][task]);
        (loss + Penalty()).backward();
        _adam.step();
    }

    /// <summary>Each task's representation.</summary>
    protected abstract torch.Tensor[] Forward(torch.Tensor rows);

    protected virtual torch.Tensor Penalty() => torch.zeros(1);

    protected TorchSharp.Modules.Linear Linear(int inputs, int outputs, bool bias = true)
    {
        var linear = torch.nn.Linear(inputs, outputs, bias);
        Add(linear);
        return linear;
    }

    protected void Add(torch.nn.Module module) => _parameters.AddRange(module.parameters());

    protected TorchSharp.Modules.Parameter Weights(params long[] shape)
    {
        var weights = new TorchSharp.Modules.Parameter(torch.full(shape, 1f / shape[1]));
        _parameters.Add(weights);
        return weights;
    }

    /// <summary>Choices drawn by Gumbel-softmax.</summary>
    protected static torch.Tensor Drawn(torch.Tensor logits) => (logits - (torch.rand(logits.shape) + 1e-9).log().neg().log()).softmax(1);

    /// <summary>Weighs experts by the columns of weights, [batch, experts].</summary>
    protected static torch.Tensor Mixed(torch.Tensor weights, IReadOnlyList<torch.Tensor> experts)
    {
        var sum = weights.narrow(1, 0, 1) * experts[0];
        for (var expert = 1; expert < experts.Count; expert++) sum = sum + weights.narrow(1, expert, 1) * experts[expert];
        return sum;
    }
}

/// <summary>Experts of the whole trunk, shared and of each task, with softmax gates, one gate, none, or selectors.</summary>
internal sealed class PlainExperts : PlainArchitecture
{
    private const int Digits = 3;
    private readonly (TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second)[] _shared;
    private readonly (TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second)[][] _own;
    private readonly TorchSharp.Modules.Linear[] _gates, _digits;
    private readonly int _selectors;
    private torch.Tensor _penalty = torch.zeros(1);

    public PlainExperts(int tasks, int shared, int own, bool gates = true, bool oneGate = false, int selectors = 0) : base(tasks)
    {
        (TorchSharp.Modules.Linear, TorchSharp.Modules.Linear) Expert() => (Linear(DenseProblem.Inputs, DenseProblem.Hidden), Linear(DenseProblem.Hidden, DenseProblem.Hidden));
        _shared = [.. Enumerable.Range(0, shared).Select(_ => Expert())];
        _own = [.. Enumerable.Range(0, tasks).Select(_ => Enumerable.Range(0, own).Select(_ => Expert()).ToArray())];
        _selectors = selectors;
        _gates = [.. Enumerable.Range(0, gates ? oneGate ? 1 : tasks : 0).Select(_ => Linear(DenseProblem.Inputs, selectors > 0 ? selectors : shared + own, bias: false))];
        _digits = [.. Enumerable.Range(0, selectors > 0 ? tasks : 0).Select(_ => Linear(DenseProblem.Inputs, selectors * Digits, bias: false))];
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor Run((TorchSharp.Modules.Linear First, TorchSharp.Modules.Linear Second) expert) => F.relu(expert.Second.forward(F.relu(expert.First.forward(rows))));
        torch.Tensor[] shared = [.. _shared.Select(Run)];
        if (_gates.Length == 0) return [.. Enumerable.Repeat(shared[0], Tasks)];
        if (_gates.Length < Tasks) return [.. Enumerable.Repeat(Mixed(_gates[0].forward(rows).softmax(1), shared), Tasks)];
        _penalty = torch.zeros(1);
        return [.. _own.Select((own, task) => Mixed(_selectors > 0 ? Selected(task, rows) : _gates[task].forward(rows).softmax(1), [.. shared, .. own.Select(Run)]))];
    }

    protected override torch.Tensor Penalty() => _penalty;

    private torch.Tensor Selected(int task, torch.Tensor rows)
    {
        var u = (_digits[task].forward(rows).view(-1, _selectors, Digits, 1) + 0.5).clamp(0, 1);
        var step = u * u * (3 - 2 * u);
        var codes = torch.tensor([.. Enumerable.Range(0, Digits).SelectMany(digit => Enumerable.Range(0, 1 << Digits).Select(expert => (float)(expert >> digit & 1)))]).view(Digits, -1);
        var selected = (step * codes + (1 - step) * (1 - codes)).prod(2);
        _penalty = _penalty - 1e-4 * (selected * (selected + 1e-6).log()).sum() / rows.size(0);
        return (selected * _gates[task].forward(rows).softmax(1).unsqueeze(2)).sum(1);
    }
}

/// <summary>A level of experts for every stage: progressive layered extraction with an expert of each task and a shared one, or task-to-task fusion.</summary>
internal sealed class PlainLevels : PlainArchitecture
{
    private readonly bool _fusion;
    private readonly TorchSharp.Modules.Linear[][] _experts, _gates;

    public PlainLevels(int tasks, bool fusion) : base(tasks)
    {
        _fusion = fusion;
        var modules = fusion ? tasks : tasks + 1;
        int[] widths = [DenseProblem.Inputs, DenseProblem.Hidden];
        _experts = [.. widths.Select(width => Enumerable.Range(0, modules).Select(_ => Linear(width, DenseProblem.Hidden)).ToArray())];
        _gates = [.. widths.Select((width, level) => Enumerable.Range(0, fusion || level == 1 ? tasks : modules)
            .Select(module => Linear(width, fusion ? tasks : module == tasks ? modules : 2, bias: false)).ToArray())];
    }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor[] paths = [.. Enumerable.Repeat(rows, _experts[0].Length)];
        for (var level = 0; level < _experts.Length; level++)
        {
            torch.Tensor[] experts = [.. _experts[level].Select((expert, module) => F.relu(expert.forward(paths[module])))];
            paths = [.. _gates[level].Select((gate, module) => (Weights: gate.forward(paths[module]).softmax(1), module) switch
            {
                var (weights, _) when _fusion => Mixed(weights, experts) + experts[module],
                var (weights, _) when module == Tasks => Mixed(weights, experts),
                var (weights, _) => Mixed(weights, [experts[^1], experts[module]]),
            })];
        }
        return paths;
    }
}
