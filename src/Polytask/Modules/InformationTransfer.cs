using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What the tasks of an order hand on: what a task makes of its tower and of what the task before has to tell it, weighed for every row. With q its tower, p what it
/// is told and h₁, h₂, h₃ three linear maps, that is Σ w(u) h₁(u) over u of p and q, with weights softmax ⟨h₂(u), h₃(u)⟩ / √width. The first task has its tower
/// alone. It gives [tasks, batch, width] from [tasks, batch, width].
/// </summary>
/// <remarks>Xi, Chen, Yan, Zhang, Zhu, Zhuang, Chen, Modeling the Sequential Dependence among Audience Multi-step Conversions with Multi-task Learning, KDD 2021.</remarks>
public sealed class InformationTransfer : Block
{
    private readonly int[] _order;
    private readonly (Chain Told, LinearBank Maps)[] _transfers;
    private readonly object[] _weights;

    /// <summary>Adds to the store, for each task but the first, <c>NAME.told</c>, a layer through which the task before tells, and <c>NAME.maps.weight</c> [3, width, width].</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">The tasks' names and owners.</param>
    /// <param name="order">Their places, the first task first.</param>
    /// <param name="width">Numbers per row of a tower.</param>
    public InformationTransfer(ParameterStore store, IReadOnlyList<StackMember> tasks, IReadOnlyList<int> order, int width)
    {
        (_order, OutputWidth) = ([.. order], width);
        _transfers =
        [
            .. order.Skip(1).Select(place => tasks[place]).Select(task => (
                new Chain(width, [new Linear(store, $"{task.Name}.told", task.Owner, width, width), new Activation(ActivationFunction.Relu, width)]),
                new LinearBank(store, [new StackMember($"{task.Name}.maps", task.Owner, 3)], width, width, hasBias: false))),
        ];
        _weights = [.. _transfers.Select(_ => new object())];
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <inheritdoc/>
    public override bool HasParameters => _transfers.Length > 0;

    private double Scale => 1 / Math.Sqrt(OutputWidth);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var outputs = new torch.Tensor[_order.Length];
        outputs[_order[0]] = input[_order[0]];
        using var scale = Scale.ToScalar();
        for (var at = 1; at < _order.Length; at++)
        {
            var (told, maps) = _transfers[at - 1];
            var both = torch.cat([told.Forward(outputs[_order[at - 1]], pass), input[_order[at]]]);
            var mapped = maps.Forward(both, pass).reshape(3, 2, -1, OutputWidth);
            var weights = (mapped[1] * mapped[2]).sum(dim: -1, keepdim: true).mul_(scale).softmax(0);
            pass.Save(told, mapped);
            pass.Save(_weights[at - 1], weights);
            outputs[_order[at]] = (weights * mapped[0]).sum(dim: 0);
        }
        return torch.stack(outputs);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var pulled = new torch.Tensor[_order.Length];
        var own = cotangent.select(-3, _order[^1]);
        long[] stack = cotangent.dim() == 4 ? [cotangent.size(0)] : [];
        using var scale = Scale.ToScalar();
        for (var at = _order.Length - 1; at > 0; at--)
        {
            var (told, maps) = _transfers[at - 1];
            var (mapped, weights, each) = (pass.Saved(told), pass.Saved(_weights[at - 1]), own.unsqueeze(-3));
            var toWeights = (each * mapped[0]).sum(dim: -1, keepdim: true);
            var toLogits = (weights * (toWeights - (weights * toWeights).sum(dim: -3, keepdim: true))).mul_(scale);
            var toMaps = torch.stack([weights * each, toLogits * mapped[2], toLogits * mapped[1]], -4).reshape([.. stack, 3, -1, OutputWidth]);
            var toBoth = maps.Pullback(toMaps, pass)!.reshape([.. stack, 2, -1, OutputWidth]);
            pulled[_order[at]] = toBoth.select(-3, 1);
            own = cotangent.select(-3, _order[at - 1]).add(told.Pullback(toBoth.select(-3, 0).contiguous(), pass)!, Scalars.One);
        }
        pulled[_order[0]] = own;
        return toInput ? torch.stack(pulled, cotangent.dim() - 3) : null;
    }
}
