using System.Runtime.InteropServices;

namespace Polytask.Metrics;

/// <summary>Keeps all rows, for measures of their order: rows are put in order once, and measured again whenever only their weights change.</summary>
/// <typeparam name="TOrder">The order of the rows, whatever they weigh.</typeparam>
/// <typeparam name="TMeasures">What is measured.</typeparam>
public abstract class OrderedRows<TOrder, TMeasures> : Accumulator
    where TOrder : class
    where TMeasures : struct
{
    private readonly List<double> _weights = [];
    private MeasuredRows? _reweighed;
    private TOrder? _order;
    private TMeasures? _measured;

    /// <summary>What each row weighs, in the order in which they came.</summary>
    protected ReadOnlySpan<double> Weights => CollectionsMarshal.AsSpan(_weights);

    /// <summary>What the rows so far measure.</summary>
    protected TMeasures Measured => _measured ??= Measure(_order ??= Order());

    /// <inheritdoc/>
    public sealed override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        Forget();
        Keep(prediction, target);
        _weights.Add(weight);
    }

    /// <inheritdoc/>
    public sealed override void Merge(Accumulator other)
    {
        Forget();
        Keep((OrderedRows<TOrder, TMeasures>)other);
        _weights.AddRange(((OrderedRows<TOrder, TMeasures>)other)._weights);
    }

    /// <inheritdoc/>
    public sealed override void Clear()
    {
        Forget();
        Drop();
        _weights.Clear();
    }

    /// <inheritdoc/>
    internal sealed override void Reweigh(MeasuredRows rows, ReadOnlySpan<double> weights)
    {
        if (_reweighed != rows)
        {
            Clear();
            for (var row = 0; row < rows.Count; row++) Add(rows.Prediction(row), rows.Target(row), 0);
            _reweighed = rows;
        }
        weights.CopyTo(CollectionsMarshal.AsSpan(_weights));
        _measured = null;
    }

    /// <summary>Keeps what a row's measures need.</summary>
    protected abstract void Keep(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target);

    /// <summary>Keeps what another one of the same type has kept.</summary>
    protected abstract void Keep(OrderedRows<TOrder, TMeasures> other);

    /// <summary>Drops what was kept.</summary>
    protected abstract void Drop();

    /// <summary>Puts what was kept in order.</summary>
    protected abstract TOrder Order();

    /// <summary>Measures rows in this order with the present <see cref="Weights"/>.</summary>
    protected abstract TMeasures Measure(TOrder order);

    private void Forget() => (_reweighed, _order, _measured) = (null, null, null);
}
