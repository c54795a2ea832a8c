using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>What holds parameters of several tasks together.</summary>
public enum Tie
{
    /// <summary>The squares of their distances from their mean.</summary>
    SquaredDistance,

    /// <summary>
    /// The trace norm of the matrix that has the numbers of each task in a row, the sum of its singular values: low where the tasks' rows are mixtures of few.
    /// </summary>
    TraceNorm,
}

/// <summary>Parameters of one shape, one of each task, that a penalty holds together.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="tie">What the penalty measures.</param>
/// <param name="strength">What it counts.</param>
/// <remarks>
/// Duong, Cohn, Bird, Cook, ACL 2015; Yang and Hospedales, Trace Norm Regularised Deep Multi-Task Learning, ICLR workshop 2017, where this is its last-axis flattening.
/// </remarks>
internal sealed class ParameterTie(IReadOnlyList<Parameter> parameters, Tie tie, double strength) : ParameterPenalty
{
    // The square of differences too small to matter between weights: it gives the trace norm a derivative where rows are equal.
    private const double Smoothing = 1e-10;
    private readonly SymmetricEigen _eigen = new(parameters.Count);
    private readonly SquareMatrix _matrix = new(parameters.Count);

    /// <inheritdoc/>
    public override void Pullback(Pass pass, double share)
    {
        using var factor = (share * strength).ToScalar();
        var rows = torch.stack([.. parameters.Select(parameter => parameter.Value.view(-1))]);
        var gradients = (tie == Tie.SquaredDistance ? Differences(rows) : NormSlope(rows)).mul_(factor);
        for (var row = 0; row < parameters.Count; row++) pass.Sink.Dense(parameters[row], gradients.narrow(0, row, 1));
    }

    /// <summary>2 (W_t − mean): the derivative of the mean itself adds up to nothing.</summary>
    private static torch.Tensor Differences(torch.Tensor rows)
    {
        using var two = 2.0.ToScalar();
        return rows.sub(rows.mean([0], keepdim: true)).mul_(two);
    }

    /// <summary>(M Mᵀ)^−½ M, whose first factor has as many rows and columns as there are tasks. In double: what is small there is what is left of large sums.</summary>
    private torch.Tensor NormSlope(torch.Tensor rows)
    {
        var doubles = rows.to(torch.float64);
        var products = doubles.mm(doubles.t()).data<double>().ToArray();
        var count = parameters.Count;
        _matrix.Reset(count);
        for (var k = 0; k < count; k++) products.AsSpan(k * count, count).CopyTo(_matrix[k]);
        _eigen.Decompose(_matrix);
        var root = new double[count * count];
        for (var k = 0; k < count; k++)
            for (var l = 0; l < count; l++)
                for (var value = 0; value < count; value++)
                    root[k * count + l] += _eigen.Vectors[value, k] * _eigen.Vectors[value, l] / Math.Sqrt(Math.Max(_eigen.Values[value], 0) + Smoothing);
        return torch.tensor(root).view(count, count).mm(doubles).to(torch.float32);
    }
}
