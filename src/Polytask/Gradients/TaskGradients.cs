using Polytask.Modules;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>
/// The gradient of every task by the shared parameters, layer by layer, from one way back through the network with a stack of
/// cotangents, or from one way back per task. It is as valid as the tensors of the step.
/// </summary>
public sealed class TaskGradients(int tasks) : GradientSink
{
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private CotangentRows _rows = new StackedTasks(tasks);
    private int? _task;
    private LayerGradients[]? _layers;

    /// <summary>The layers.</summary>
    public IReadOnlyList<LayerGradients> Layers => _layers ??= [.. _parts.Values.Select(part => part.Finish(tasks, _rows))];

    /// <summary>Says that in what follows every row belongs to one task, so that one cotangent per row serves all tasks.</summary>
    /// <param name="taskOfRow">The task of each row; -1 of a row without.</param>
    public void OneTaskPerRow(int[] taskOfRow) => _rows = new OneTaskPerRow(tasks, taskOfRow);

    /// <summary>Says that the next way back is that of one task.</summary>
    public void Begin(int task) => _task = task;

    /// <inheritdoc/>
    public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent) =>
        Add(weight.Name, cotangent, (cotangents, rows) => new LinearGradients(weight, bias, input, cotangents, rows));

    /// <inheritdoc/>
    public override void Bag(PooledRows rows, torch.Tensor cotangent, int first) =>
        Add(rows.Table.Name, cotangent.narrow(-1, first, rows.Table.Width), (cotangents, taskRows) => new BagGradients(rows, cotangents, taskRows));

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients) =>
        Add(parameter.Name, gradients, (stack, _) => new DenseGradients(parameter, stack));

    /// <inheritdoc/>
    public override torch.Tensor Separate(torch.Tensor cotangent) => _rows is OneTaskPerRow && cotangent.dim() == 2 ? _rows.Stack(cotangent.unsqueeze(0)) : cotangent;

    private void Add(string name, torch.Tensor cotangent, Func<torch.Tensor, CotangentRows, LayerGradients> create)
    {
        if (!_parts.TryGetValue(name, out var part)) _parts[name] = part = new Part(create);
        part.Cotangents.Add((_task, cotangent));
    }

    private sealed record Part(Func<torch.Tensor, CotangentRows, LayerGradients> Create)
    {
        public List<(int? Task, torch.Tensor Cotangent)> Cotangents { get; } = [];

        public LayerGradients Finish(int tasks, CotangentRows rows)
        {
            if (Cotangents is [{ Task: null } whole]) return Create(whole.Cotangent.dim() == 2 ? whole.Cotangent.unsqueeze(0) : whole.Cotangent, rows);
            var stack = torch.zeros([tasks, .. Cotangents[0].Cotangent.shape]);
            foreach (var (task, cotangent) in Cotangents) stack[task!.Value] += cotangent;
            return Create(stack, rows);
        }
    }
}
