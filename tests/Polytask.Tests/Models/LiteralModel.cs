using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Tasks;
using Polytask.Tests.Modules;
using Polytask.Training;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Models;

/// <summary>The same model and the same losses, written down as torch expressions over whole matrices, without any of the library's blocks.</summary>
internal sealed class LiteralModel
{
    private readonly TrainingSetup _setup;
    private readonly Dictionary<string, torch.Tensor> _parameters;

    /// <summary>Copies a model's parameters.</summary>
    public LiteralModel(TrainingSetup setup, MultiTaskModel model)
    {
        _setup = setup;
        _parameters = ParameterSnapshot.Take(model.Parameters).Arrays.ToDictionary(a => a.Name, a => Autograd.Leaf(torch.tensor(a.Values, a.Shape.ToArray())));
    }

    /// <summary>A parameter's gradient after <see cref="Loss"/> was pulled back.</summary>
    public torch.Tensor Gradient(string name) => _parameters[name].grad ?? torch.zeros_like(_parameters[name]);

    /// <summary>Σ_t w_t (Σ_rows weight loss) / (Σ_rows weight) over the rows with a label, or null where no row has any.</summary>
    public torch.Tensor Loss(int[] rows)
    {
        var total = torch.zeros(1);
        for (var task = 0; task < _setup.Tasks.Count; task++)
        {
            var target = _setup.Data.Targets[task];
            int[] labelled = [.. rows.Where(row => target.Has(row) && target.Weight(row) > 0)];
            if (labelled.Length == 0) continue;
            var targets = torch.tensor(labelled.SelectMany(row => target[row].ToArray()).ToArray(), [labelled.Length, target.Width]);
            var losses = _setup.Tasks[task].Options.Condition is null ? Losses(_setup.Tasks[task], Outputs(task, labelled), targets)
                : F.binary_cross_entropy(Probability(task, labelled), targets, reduction: torch.nn.Reduction.None).mean([1]);
            var weights = torch.tensor(labelled.Select(target.Weight).ToArray());
            total = total.add(Number(_setup.Tasks[task].Options.Weight) * (losses * weights).sum() / weights.sum(), Scalars.One);
        }
        return total;
    }

    /// <summary>The outputs of a task's head, [rows, outputs]: of the representation and what it reads of others, side by side.</summary>
    public torch.Tensor Outputs(int task, int[] rows)
    {
        var name = _setup.Tasks[task].Name;
        var prefix = _setup.Sharing is Polytask.Sharing.SingleTask ? $"tasks.{name}." : "";
        var hidden = torch.cat([.. _setup.Inputs.Select((input, i) => input is BagShape bag
            ? Counts(i, rows, bag.Pooling == Pooling.Mean).mm(_parameters[$"{prefix}inputs.{bag.Name}"])
            : Numbers(i, rows))], 1);
        for (var stage = 0; stage < _setup.Sharing.Trunk.Count; stage++)
            hidden = F.relu(F.linear(hidden, _parameters[$"{prefix}trunk.{stage}.weight"], _parameters[$"{prefix}trunk.{stage}.bias"]));
        var weight = _parameters[$"heads.{name}.weight"];
        foreach (var other in _setup.Tasks[task].Options.From ?? [])
        {
            var told = Told(_setup.Tasks.ToList().FindIndex(its => its.Name == other), rows);
            hidden = torch.cat([hidden, _setup.Tasks[task].Options.StopGradient ? told.detach() : told], 1);
        }
        if (_setup.Tasks[task].Options.From is not null) weight = torch.cat([weight, _parameters[$"heads.{name}.from"]], 1);
        var outputs = F.linear(hidden, weight, _parameters[$"heads.{name}.bias"]);
        foreach (var (i, input) in _setup.Inputs.Index())
            if (input is BagShape { Wide: true }) outputs = outputs.add(Counts(i, rows, mean: false).mm(_parameters[$"wide.{input.Name}.{name}"]), Scalars.One);
        return outputs;
    }

    /// <summary>The probability of a yes, [rows, 1]: that of the task's condition times that of its own head.</summary>
    public torch.Tensor Probability(int task, int[] rows)
    {
        var own = Outputs(task, rows).sigmoid();
        return _setup.Tasks[task].Options.Condition is { } given ? Probability(_setup.Tasks.ToList().FindIndex(other => other.Name == given), rows) * own : own;
    }

    /// <summary>What a task tells others: probabilities, or a number in standard deviations.</summary>
    private torch.Tensor Told(int task, int[] rows) => _setup.Tasks[task].Options switch
    {
        ClassificationTask => Outputs(task, rows).softmax(1),
        RegressionTask => Outputs(task, rows),
        BinaryTask => Probability(task, rows),
        MultiLabelTask => Outputs(task, rows).sigmoid(),
        OrdinalTask => Steps(Outputs(task, rows).sigmoid()),
        _ => throw new ArgumentException(_setup.Tasks[task].Name),
    };

    /// <summary>The probabilities of ordered classes, from those of going on.</summary>
    private static torch.Tensor Steps(torch.Tensor on)
    {
        var start = torch.ones(on.shape[0], 1);
        return torch.cat([start, on.cumprod(1)], 1) * torch.cat([Number(1) - on, start], 1);
    }

    private torch.Tensor Counts(int input, int[] rows, bool mean)
    {
        var bags = (BagColumn)_setup.Data.Inputs[input];
        var counts = new float[rows.Length, bags.Buckets];
        foreach (var (i, row) in rows.Index())
            for (var at = bags.Offsets[row]; at < bags.Offsets[row + 1]; at++) counts[i, bags.Ids[at]] += bags.Weights[at];
        var tensor = torch.tensor(counts);
        return mean ? tensor / tensor.sum(1, keepdim: true).maximum(Number(1e-20)) : tensor;
    }

    private torch.Tensor Numbers(int input, int[] rows)
    {
        var column = (DenseColumn)_setup.Data.Inputs[input];
        return torch.tensor(rows.SelectMany(row => column.Values.AsSpan(row * column.Width, column.Width).ToArray()).ToArray(), [rows.Length, column.Width]);
    }

    // The tasks have three classes and the default.
    private const double Smoothing = 0.1;

    private static torch.Tensor Losses(PredictionTask task, torch.Tensor outputs, torch.Tensor targets) => task.Options switch
    {
        ClassificationTask => Number(1 - Smoothing) * F.cross_entropy(outputs, targets[.., 0].to_type(torch.ScalarType.Int64), reduction: torch.nn.Reduction.None)
            - Number(Smoothing) * F.log_softmax(outputs, 1).mean([1]),
        RegressionTask => F.mse_loss(outputs, (targets - Number(Mean(task))) / Number(Deviation(task)), torch.nn.Reduction.None).sum(1),
        BinaryTask or MultiLabelTask => F.binary_cross_entropy_with_logits(outputs, targets, reduction: torch.nn.Reduction.None).mean([1]),
        // Step k of the order is asked of rows that are above all steps before it.
        OrdinalTask => torch.stack([.. Enumerable.Range(0, (int)outputs.shape[1]).Select(k =>
            F.binary_cross_entropy_with_logits(outputs[.., k], targets[.., 0].gt(Number(k)).to_type(torch.ScalarType.Float32), reduction: torch.nn.Reduction.None) * targets[.., 0].ge(Number(k)))], 1).sum(1),
        _ => throw new ArgumentException(task.Name),
    };

    private static torch.Tensor Number(double number) => torch.tensor((float)number);

    private static double Mean(PredictionTask task) => Saved(task, "mean");

    private static double Deviation(PredictionTask task) => Saved(task, "deviation");

    private static double Saved(PredictionTask task, string key) => Polytask.Testing.SavedState.Of(task.SaveState).GetProperty(key).GetDouble();
}
