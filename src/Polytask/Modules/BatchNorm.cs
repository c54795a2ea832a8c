using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Batch normalisation: every channel gets a mean of 0 and a deviation of 1, then a scale and a shift that are learnt. Training takes mean and variance of the batch
/// and all places of the maps; prediction, and training where it is frozen, those that training has counted. A batch of one row counts for nothing.
/// </summary>
/// <remarks>Ioffe, Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift, ICML 2015.</remarks>
public sealed class BatchNorm : Block
{
    private const double Epsilon = 1e-5;
    private readonly Parameter _weight, _bias;
    private readonly Statistic _mean, _variance;
    private readonly double _momentum;
    private readonly object _scale = new();

    /// <summary>Adds <c>NAME.weight</c> and <c>NAME.bias</c> [channels] and the statistics <c>NAME.mean</c> and <c>NAME.variance</c> to the store.</summary>
    /// <param name="store">Where they live.</param>
    /// <param name="name">Begins their names.</param>
    /// <param name="owner">The owner of the parameters.</param>
    /// <param name="shape">The shape of a row.</param>
    /// <param name="momentum">How much a batch counts against all batches before.</param>
    public BatchNorm(ParameterStore store, string name, string owner, RowShape shape, double momentum = 0.1)
    {
        (OutputShape, _momentum) = (shape, momentum);
        _weight = store.Add($"{name}.weight", owner, [shape.Channels], static (values, _) => values.Fill(1));
        _bias = store.Add($"{name}.bias", owner, [shape.Channels], Initialisers.Zero);
        _mean = store.AddStatistic($"{name}.mean", shape.Channels, 0);
        _variance = store.AddStatistic($"{name}.variance", shape.Channels, 1);
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => !_weight.IsFrozen;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var maps = Channels(input)[0];
        var (mean, variance) = IsOfBatch(pass) ? OfBatch(maps) : (Column(torch.tensor(_mean.Values)), Column(torch.tensor(_variance.Values)));
        using var epsilon = Epsilon.ToScalar();
        var scale = variance.add(epsilon, Scalars.One).rsqrt_();
        var standard = (maps - mean).mul_(scale);
        pass.Save(this, standard);
        pass.Save(_scale, scale);
        return (standard * Column(_weight.Value)).add_(Column(_bias.Value), Scalars.One).view(-1, OutputWidth);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (standard, scale) = (pass.Saved(this), pass.Saved(_scale));
        if (!IsOfBatch(pass)) return (Channels(cotangent) * (scale * Column(_weight.Value))).view(cotangent.shape);
        var stack = Channels(cotangent);
        var (sums, products) = (stack.sum([1, 3], keepdim: true), (stack * standard).sum([1, 3], keepdim: true));
        long[] outer = cotangent.dim() == 3 ? [stack.size(0), 1, -1] : [1, -1];
        pass.Sink.Dense(_weight, products.view(outer));
        pass.Sink.Dense(_bias, sums.view(outer));
        if (!toInput) return null;
        using var share = (1.0 / (standard.size(0) * standard.size(2))).ToScalar();
        return (stack - (products * standard).add_(sums, Scalars.One).mul_(share)).mul_(scale * Column(_weight.Value)).view(cotangent.shape);
    }

    private bool IsOfBatch(Pass pass) => pass.IsTraining && !_weight.IsFrozen && !(pass.SharedStays && _weight.Owner == ParameterStore.Shared);

    private (torch.Tensor Mean, torch.Tensor Variance) OfBatch(torch.Tensor maps)
    {
        var mean = maps.mean([0, 2], keepdim: true);
        var centred = maps - mean;
        var variance = (centred * centred).mean([0, 2], keepdim: true);
        var count = (double)maps.size(0) * maps.size(2);
        if (maps.size(0) > 1)
        {
            Count(_mean, mean, 1);
            Count(_variance, variance, count / (count - 1));
        }
        return (mean, variance);
    }

    private void Count(Statistic statistic, torch.Tensor ofBatch, double factor)
    {
        var values = ofBatch.contiguous().data<float>();
        for (var channel = 0; channel < statistic.Values.Length; channel++)
            statistic.Values[channel] = (float)((1 - _momentum) * statistic.Values[channel] + _momentum * factor * values[channel]);
    }

    /// <summary>[tasks, batch, channels, places]; of one batch, one task.</summary>
    private torch.Tensor Channels(torch.Tensor rows) => rows.reshape(rows.dim() == 3 ? rows.size(0) : 1, rows.size(-2), OutputShape.Channels, OutputShape.Places);

    private static torch.Tensor Column(torch.Tensor channels) => channels.view(1, -1, 1);
}
