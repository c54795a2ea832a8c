using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>The gradients of a parameter for every task, multiplied out: [tasks, 1, length].</summary>
internal sealed unsafe class DenseGradients(Parameter parameter, torch.Tensor stack) : LayerGradients
{
    private readonly torch.Tensor _rows = stack.reshape(stack.size(0), -1).contiguous();

    public override string Layer { get; } = SharedNumbers.LayerOf(parameter.Name);

    private int Width => checked((int)parameter.Length);

    public override void AddGramian(LayerGradients other, SquareMatrix gramian)
    {
        var products = LibTorch.Pointer(_rows.mm(((DenseGradients)other)._rows.t()));
        for (var k = 0; k < gramian.Size; k++)
            for (var l = 0; l < gramian.Size; l++) gramian[k, l] += *products++;
    }

    public override void Accumulate(ReadOnlySpan<double> weights)
    {
        var factors = torch.tensor(weights.ToArray(), dtype: torch.ScalarType.Float32).view(1, -1);
        SummedGradients.Instance.Dense(parameter, factors.mm(_rows));
    }

    public override void AddSegments(SharedNumbers numbers, List<Segment> segments) =>
        segments.Add(new Segment(segments.Count > 0 ? segments[^1].Start + segments[^1].Length : 0, Width, numbers[parameter.Name]));

    public override int Fill(Jacobian jacobian, int start)
    {
        var values = LibTorch.Pointer(_rows);
        for (var task = 0; task < jacobian.Tasks; task++) new ReadOnlySpan<float>(values + (long)task * Width, Width).CopyTo(jacobian[task][start..]);
        return start + Width;
    }

    public override int Scatter(ReadOnlySpan<float> direction, int start)
    {
        RowMath.Blend(1, new Span<float>(LibTorch.Pointer(parameter.Gradient), Width), 1, direction.Slice(start, Width));
        return start + Width;
    }
}
