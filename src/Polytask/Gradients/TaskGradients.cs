using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>
/// The gradient of every task by the shared parameters, layer by layer, from one way back through the network with a stack of
/// cotangents, or from one way back per task. It is as valid as the tensors of the step.
/// </summary>
/// <param name="tasks">The tasks.</param>
/// <param name="isShared">Whether an owner's parameters are shared.</param>
public sealed class TaskGradients(int tasks, Func<string, bool> isShared) : GradientSink
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
        Add(weight.Name, weight.Owner, cotangent, 2, (cotangents, rows) => new LinearGradients(weight, bias, input, cotangents, rows));

    /// <inheritdoc/>
    public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent)
    {
        foreach (var (part, index) in weight.Parts.Select((part, index) => (part, index)))
        {
            var its = input.dim() == 2 ? input : input.narrow(0, part.First, part.Count);
            Add(part.Parameter.Name, part.Parameter.Owner, cotangent.narrow(-3, part.First, part.Count), 3, (cotangents, rows) => bias is null
                ? new DenseGradients(part.Parameter, Products(its, cotangents, rows)) : new LinearBankGradients(part.Parameter, bias.Parts[index].Parameter, its, cotangents, rows));
        }
    }

    /// <inheritdoc/>
    public override void Bag(PooledRows rows, torch.Tensor cotangent, int first) =>
        Add(rows.Table.Name, rows.Table.Owner, cotangent.narrow(-1, first, rows.Table.Width), 2, (cotangents, taskRows) => new BagGradients(rows, cotangents, taskRows));

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients) =>
        Add(parameter.Name, parameter.Owner, gradients, 2, (stack, _) => new DenseGradients(parameter, stack));

    /// <inheritdoc/>
    public override torch.Tensor Separate(torch.Tensor cotangent) => _rows is OneTaskPerRow && cotangent.dim() == 2 ? _rows.Stack(cotangent.unsqueeze(0)) : cotangent;

    // Every task follows its own gradient by its own parameters: there is nothing to compare.
    private void Add(string name, string owner, torch.Tensor cotangent, int dimensions, Func<torch.Tensor, CotangentRows, LayerGradients> create)
    {
        if (!isShared(owner)) return;
        if (!_parts.TryGetValue(name, out var part)) _parts[name] = part = new Part(create, dimensions);
        part.Cotangents.Add((_task, cotangent));
    }

    /// <summary>The gradients of the weights of a bank, multiplied out: [tasks, 1, length].</summary>
    private static torch.Tensor Products(torch.Tensor input, torch.Tensor cotangents, CotangentRows rows)
    {
        torch.Tensor Of(int expert)
        {
            var stack = rows.Stack(cotangents.select(1, expert));
            return stack.transpose(1, 2).bmm((input.dim() == 2 ? input : input[expert]).expand(stack.size(0), -1, -1));
        }
        return torch.stack([.. Enumerable.Range(0, checked((int)cotangents.size(1))).Select(Of)], 1).view(rows.Tasks, 1, -1);
    }

    private sealed record Part(Func<torch.Tensor, CotangentRows, LayerGradients> Create, int Dimensions)
    {
        public List<(int? Task, torch.Tensor Cotangent)> Cotangents { get; } = [];

        public LayerGradients Finish(int tasks, CotangentRows rows)
        {
            if (Cotangents is [{ Task: null } whole]) return whole.Cotangent.dim() == Dimensions ? Create(whole.Cotangent.unsqueeze(0), rows) : Create(whole.Cotangent, new StackedTasks(tasks));
            var stack = torch.zeros([tasks, .. Cotangents[0].Cotangent.shape]);
            foreach (var (task, cotangent) in Cotangents) stack[task!.Value].add_(cotangent, Scalars.One);
            return Create(stack, rows);
        }
    }
}
