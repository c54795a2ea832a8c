namespace Polytask.Text.Features;

/// <summary>Numbers strings in the order in which they come, from 0.</summary>
internal sealed class StringIndex
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _strings = [];

    public StringIndex() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many there are.</summary>
    public int Count => _strings.Count;

    /// <summary>The string of a number.</summary>
    public string this[int number] => _strings[number];

    /// <summary>The number of a string, or -1.</summary>
    public int Find(ReadOnlySpan<char> text) => _lookup.TryGetValue(text, out var number) ? number : -1;

    /// <summary>The number of a string, a new one where it is not known.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out var number)) return number;
        var added = text.ToString();
        _strings.Add(added);
        return _numbers[added] = _strings.Count - 1;
    }
}
