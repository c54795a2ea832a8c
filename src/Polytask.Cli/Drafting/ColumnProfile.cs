using System.Globalization;

namespace Polytask.Cli.Drafting;

/// <summary>What the values of a column look like.</summary>
internal sealed class ColumnProfile(string name)
{
    /// <summary>Different values that are remembered; those after them are not told apart.</summary>
    private const int Remembered = 100_000;

    private readonly Dictionary<string, long> _values = [];
    private long _numbers, _wholeNumbers, _dates;

    public string Name { get; } = name;

    /// <summary>Rows with a value.</summary>
    public long Count { get; private set; }

    /// <summary>Rows without one.</summary>
    public long Missing { get; private set; }

    /// <summary>Different values.</summary>
    public int Distinct => _values.Count;

    /// <summary>The values and how often each occurs, most frequent first.</summary>
    public IEnumerable<KeyValuePair<string, long>> Values => _values.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal);

    /// <summary>The words, and the writing they are in.</summary>
    public WordCount Words { get; } = new();

    public bool AllNumbers => _numbers == Count;

    public bool AllWholeNumbers => _wholeNumbers == Count;

    public bool AllDates => _dates == Count;

    public bool AllDifferent => Distinct == Math.Min(Count, Remembered);

    public void Add(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Missing++;
            return;
        }
        Count++;
        if (_values.Count < Remembered || _values.ContainsKey(value)) _values[value] = _values.GetValueOrDefault(value) + 1;
        Words.Add(value);
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) _numbers++;
        else if (IsDate(value)) _dates++;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) _wholeNumbers++;
    }

    /// <summary>Whether a value begins like 2024-05-31.</summary>
    private static bool IsDate(string value) =>
        value.Length >= 10 && DateTime.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
