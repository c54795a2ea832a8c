using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Gathers what gates choose, from the passes that carry it.</summary>
public sealed class GateLog
{
    private const double Smallest = 1e-30;
    private readonly OrderedDictionary<string, GateTotals> _gates = new(StringComparer.Ordinal);

    /// <summary>Every gate, in the order in which they compute.</summary>
    public IReadOnlyList<GateTotals> Gates => [.. _gates.Values];

    /// <summary>Adds the weights that gates gave to rows.</summary>
    /// <param name="readers">The gates.</param>
    /// <param name="weights">The weights of the experts that each chooses from, [gates, batch, choices].</param>
    internal void Add(IReadOnlyList<GateReader> readers, torch.Tensor weights)
    {
        using var smallest = Smallest.ToScalar();
        var sums = weights.sum(dim: 1);
        var entropies = (weights * weights.clamp_min(smallest).log()).sum(dim: -1).sum(dim: -1).neg();
        for (var i = 0; i < readers.Count; i++)
        {
            if (!_gates.TryGetValue(readers[i].Name, out var gate)) _gates[readers[i].Name] = gate = new GateTotals(readers[i]);
            gate.Add(sums[i].data<float>().ToArray(), entropies[i].item<float>(), weights.size(1));
        }
    }
}

/// <summary>What one gate chose.</summary>
/// <param name="reader">The gate.</param>
public sealed class GateTotals(GateReader reader)
{
    private readonly double[] _sums = new double[reader.Experts.Count];
    private double _entropy;
    private long _rows;

    /// <summary>The gate.</summary>
    public GateReader Reader => reader;

    /// <summary>The mean weight of each expert that the gate chooses from.</summary>
    public IReadOnlyList<double> Load => [.. _sums.Select(sum => sum / _rows)];

    /// <summary>
    /// The mean over the rows of the entropy of the weights, in nats: 0 where every row uses one expert, the logarithm of their number where all count the same.
    /// </summary>
    public double Entropy => _entropy / _rows;

    internal void Add(float[] sums, double entropy, long rows)
    {
        for (var i = 0; i < sums.Length; i++) _sums[i] += sums[i];
        _entropy += entropy;
        _rows += rows;
    }
}
