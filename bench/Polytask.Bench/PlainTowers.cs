using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>A trunk for each task, a layer at a time, and what joins them behind every stage.</summary>
internal abstract class PlainTowers : PlainArchitecture
{
    protected PlainTowers(int tasks) : base(tasks) =>
        Layers = [.. new[] { DenseProblem.Inputs, DenseProblem.Hidden }.Select(width => Enumerable.Range(0, tasks).Select(_ => Linear(width, DenseProblem.Hidden)).ToArray())];

    protected TorchSharp.Modules.Linear[][] Layers { get; }

    protected override torch.Tensor[] Forward(torch.Tensor rows)
    {
        torch.Tensor[] paths = [.. Enumerable.Repeat(rows, Tasks)];
        for (var level = 0; level < Layers.Length; level++) paths = Join(level, [.. Layers[level].Select((layer, task) => F.relu(layer.forward(paths[task])))]);
        return paths;
    }

    /// <summary>What each task reads on.</summary>
    protected abstract torch.Tensor[] Join(int level, torch.Tensor[] towers);

    /// <summary>Σ weight × tower, with the weights of one reader in front.</summary>
    protected static torch.Tensor Sum(torch.Tensor weights, torch.Tensor[] towers)
    {
        var sum = weights[0] * towers[0];
        for (var tower = 1; tower < towers.Length; tower++) sum = sum + weights[tower] * towers[tower];
        return sum;
    }
}

/// <summary>Cross-stitch networks: weights for every number.</summary>
internal sealed class PlainStitches : PlainTowers
{
    private readonly TorchSharp.Modules.Parameter[] _weights;

    public PlainStitches(int tasks) : base(tasks) => _weights = [.. Layers.Select(_ => Weights(tasks, tasks, DenseProblem.Hidden))];

    protected override torch.Tensor[] Join(int level, torch.Tensor[] towers) => [.. towers.Select((_, task) => Sum(_weights[level][task], towers))];
}

/// <summary>A linear layer on the numbers of all towers.</summary>
internal sealed class PlainNddr : PlainTowers
{
    private readonly TorchSharp.Modules.Linear[][] _layers;

    public PlainNddr(int tasks) : base(tasks) => _layers = [.. Layers.Select(level => level.Select(_ => Linear(tasks * DenseProblem.Hidden, DenseProblem.Hidden)).ToArray())];

    protected override torch.Tensor[] Join(int level, torch.Tensor[] towers)
    {
        var all = torch.cat(towers, 1);
        return [.. _layers[level].Select(layer => layer.forward(all))];
    }
}

/// <summary>Towers that squared distances from their mean hold together.</summary>
internal sealed class PlainSoft(int tasks) : PlainTowers(tasks)
{
    protected override torch.Tensor[] Join(int level, torch.Tensor[] towers) => towers;

    protected override torch.Tensor Penalty()
    {
        var sum = torch.zeros(1);
        foreach (var level in Layers)
            foreach (var place in new[] { torch.stack([.. level.Select(layer => (torch.Tensor)layer.weight)]), torch.stack([.. level.Select(layer => (torch.Tensor)layer.bias!)]) })
                sum = sum + 1e-3 * (place - place.mean([0], keepdim: true)).square().sum();
        return sum;
    }
}

/// <summary>Sluice networks with two subspaces.</summary>
internal sealed class PlainSluice : PlainTowers
{
    private readonly TorchSharp.Modules.Parameter[] _weights;
    private readonly TorchSharp.Modules.Parameter _skips;
    private torch.Tensor[] _first = [];

    public PlainSluice(int tasks) : base(tasks)
    {
        _weights = [.. Layers.Select(_ => Weights(2 * tasks, 2 * tasks))];
        _skips = Weights(tasks, 2);
    }

    protected override torch.Tensor[] Join(int level, torch.Tensor[] towers)
    {
        torch.Tensor[] parts = [.. towers.SelectMany(tower => tower.chunk(2, 1))];
        torch.Tensor[] read = [.. towers.Select((_, task) => torch.cat([Sum(_weights[level][2 * task], parts), Sum(_weights[level][2 * task + 1], parts)], 1))];
        if (level == 0) return _first = read;
        return [.. read.Select((last, task) => _skips[task, 0] * _first[task] + _skips[task, 1] * last)];
    }

    protected override torch.Tensor Penalty()
    {
        var sum = torch.zeros(1);
        foreach (var layer in Layers.SelectMany(level => level))
        {
            var halves = ((torch.Tensor)layer.weight).chunk(2, 0);
            sum = sum + 1e-3 * halves[0].mm(halves[1].t()).square().sum();
        }
        return sum;
    }
}

/// <summary>Branches that are learnt, at a temperature of 1.</summary>
internal sealed class PlainLearntBranches : PlainTowers
{
    private readonly TorchSharp.Modules.Parameter[] _logits;

    public PlainLearntBranches(int tasks) : base(tasks) => _logits = [.. Layers.Select(_ => Weights(tasks, tasks))];

    protected override torch.Tensor[] Join(int level, torch.Tensor[] towers)
    {
        var weights = Drawn(_logits[level]);
        return [.. towers.Select((_, task) => Sum(weights[task], towers))];
    }
}
