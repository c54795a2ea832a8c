namespace Polytask.Modules;

/// <summary>Where the features of a batch occur: for every feature a chain of entries, each a row of the batch and a weight.</summary>
internal sealed class FeatureIndex(int features)
{
    private readonly int[] _first = new int[features]; // one more than the entry, so that 0 is none
    private readonly List<(int Feature, int Row, float Weight, int Next)> _entries = [];

    public void Add(int feature, int row, float weight)
    {
        _entries.Add((feature, row, weight, _first[feature] - 1));
        _first[feature] = _entries.Count;
    }

    /// <summary>The first entry of a feature, or -1.</summary>
    public int First(int feature) => _first[feature] - 1;

    /// <summary>The entry after one, or -1.</summary>
    public int Next(int entry) => _entries[entry].Next;

    public int Row(int entry) => _entries[entry].Row;

    public float Weight(int entry) => _entries[entry].Weight;

    /// <summary>Forgets all entries.</summary>
    public void Clear()
    {
        foreach (var entry in _entries) _first[entry.Feature] = 0;
        _entries.Clear();
    }
}
