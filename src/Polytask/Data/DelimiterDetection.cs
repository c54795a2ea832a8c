namespace Polytask.Data;

/// <summary>Finds the delimiter of a file: the one that divides its first rows into the most cells, the same number in each.</summary>
internal static class DelimiterDetection
{
    private const int Rows = 20;

    /// <summary>The character of each delimiter, in the order in which equal candidates are preferred.</summary>
    public static IReadOnlyDictionary<Delimiter, char> Characters { get; } = new Dictionary<Delimiter, char>
    {
        [Delimiter.Comma] = ',',
        [Delimiter.Tab] = '\t',
        [Delimiter.Semicolon] = ';',
        [Delimiter.Bar] = '|',
    };

    /// <summary>Looks at the first rows; a comma where nothing divides them.</summary>
    public static char Detect(InputFile file, TextEncoding encoding) => Characters.Values.MaxBy(delimiter => Fit(file, encoding, delimiter));

    private static (bool Even, int Cells) Fit(InputFile file, TextEncoding encoding, char delimiter)
    {
        using var reader = new DelimitedReader(file, encoding, delimiter, quotes: true);
        var first = 0;
        try
        {
            first = reader.Read()?.Length ?? 0;
            for (var row = 1; row < Rows && reader.Read() is { } cells; row++)
                if (cells.Length != first) return (false, first);
        }
        catch (DataException)
        {
            return (false, first); // Read with the wrong delimiter, quotes may not fit; the right one reports what is wrong.
        }
        return (first > 1, first);
    }
}
