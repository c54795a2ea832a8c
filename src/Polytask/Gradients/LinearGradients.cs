using Polytask.Modules;
using Polytask.Modules.Kernels;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>
/// The gradients of a linear layer: for task k with cotangents D_k, D_kᵀ A and the sum of D_k over the batch. Their inner products are
/// ⟨D_k, (A Aᵀ + 1) D_l⟩, which takes no gradient at all where the batch is smaller than the layer.
/// </summary>
internal sealed unsafe class LinearGradients(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangents, CotangentRows rows) : LayerGradients
{
    private readonly torch.Tensor _input = input;
    private readonly torch.Tensor _cotangents = cotangents;
    private readonly CotangentRows _rows = rows;

    public override string Layer { get; } = SharedNumbers.LayerOf(weight.Name);

    private long Inputs => _input.size(1);

    private long Outputs => _cotangents.size(2);

    public override void AddGramian(LayerGradients other, SquareMatrix gramian)
    {
        var its = (LinearGradients)other;
        if (FactorsAreCheaper(its)) _rows.AddGramian(_cotangents, Similarity(its), its._cotangents, its._rows, gramian);
        else AddProducts(Rows(), ReferenceEquals(this, its) ? null : its.Rows(), gramian);
    }

    public override void Accumulate(ReadOnlySpan<double> weights) =>
        SummedGradients.Instance.Linear(weight, bias, _input, _rows.Combine(_cotangents, weights));

    public override void AddSegments(SharedNumbers numbers, List<Segment> segments)
    {
        foreach (var parameter in new[] { weight, bias })
            segments.Add(new Segment(segments.Count > 0 ? segments[^1].Start + segments[^1].Length : 0, checked((int)parameter.Length), numbers[parameter.Name]));
    }

    public override int Fill(Jacobian jacobian, int start)
    {
        var stack = _rows.Stack(_cotangents);
        var (weights, biases) = (checked((int)weight.Length), checked((int)bias.Length));
        var sums = LibTorch.Pointer(stack.sum(dim: 1));
        for (var task = 0; task < jacobian.Tasks; task++)
        {
            using var cotangents = stack[task].t();
            using var gradient = cotangents.mm(_input); // copied while it is in the cache
            new ReadOnlySpan<float>(LibTorch.Pointer(gradient), weights).CopyTo(jacobian[task][start..]);
            new ReadOnlySpan<float>(sums + (long)task * biases, biases).CopyTo(jacobian[task][(start + weights)..]);
        }
        return start + weights + biases;
    }

    public override int Scatter(ReadOnlySpan<float> direction, int start)
    {
        foreach (var parameter in new[] { weight, bias })
        {
            var length = checked((int)parameter.Length);
            RowMath.Blend(1, new Span<float>(LibTorch.Pointer(parameter.Gradient), length), 1, direction.Slice(start, length));
            start += length;
        }
        return start;
    }

    private torch.Tensor Similarity(LinearGradients its) =>
        ReferenceEquals(this, its) ? RowProducts.Of(_input, plus: 1) : _input.mm(its._input.t()).add_(Scalars.One, Scalars.One);

    /// <summary>The gradients multiplied out, [tasks, outputs * inputs + outputs].</summary>
    private torch.Tensor Rows()
    {
        var stack = _rows.Stack(_cotangents);
        var weights = stack.transpose(1, 2).bmm(_input.expand(stack.size(0), -1, -1));
        return torch.cat([weights.view(_rows.Tasks, -1), stack.sum(dim: 1)], 1);
    }

    private static void AddProducts(torch.Tensor mine, torch.Tensor? its, SquareMatrix gramian)
    {
        var products = LibTorch.Pointer(mine.mm((its ?? mine).t()));
        for (var k = 0; k < gramian.Size; k++)
            for (var l = 0; l < gramian.Size; l++) gramian[k, l] += *products++;
    }

    // Multiplications of either way: products of the batch with itself, or whole gradients.
    private bool FactorsAreCheaper(LinearGradients its)
    {
        var (batch, tasks) = ((double)_input.size(0) * its._input.size(0), (double)_cotangents.size(0));
        var factors = batch * (Inputs + tasks * Outputs);
        var whole = _rows.Tasks * Inputs * Outputs * ((double)_input.size(0) + _rows.Tasks);
        return factors <= whole;
    }
}
