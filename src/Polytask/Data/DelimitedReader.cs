using System.Text;

namespace Polytask.Data;

/// <summary>
/// Reads rows of delimited cells. A line feed, a carriage return or both end a row; empty lines are passed over. Where quotes are
/// read (RFC 4180), a cell that begins with <c>"</c> ends with <c>"</c>, may hold delimiters and line ends, and writes a quote twice;
/// a quote inside another cell is a character like any other.
/// </summary>
internal sealed class DelimitedReader(InputFile file, TextEncoding encoding, char delimiter, bool quotes) : IDisposable
{
    private readonly TextInput _input = new(file, encoding);
    private readonly StringBuilder _row = new();
    private readonly List<int> _ends = [];
    private long _line = 1;

    /// <summary>Where the row that was read last begins.</summary>
    public Place Place { get; private set; }

    /// <summary>Reads the next row, or returns <c>null</c> at the end.</summary>
    /// <exception cref="DataException">The file is not text, a quote does not end, or something follows it in its cell.</exception>
    public string[]? Read()
    {
        while (Next() is '\n' or '\r') TakeLineEnd();
        if (Next() is null) return null;
        Place = file.At(_line);
        _row.Clear();
        _ends.Clear();
        ReadCell();
        while (Next() == delimiter)
        {
            _input.Take(1);
            ReadCell();
        }
        if (Next() is not null) TakeLineEnd();
        return Cells();
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    private char? Next() => _input.Peek(_line) is { IsEmpty: false } chars ? chars[0] : null;

    private void ReadCell()
    {
        if (quotes && Next() == '"') ReadQuoted();
        else ReadPlain();
        _ends.Add(_row.Length);
    }

    private void ReadPlain()
    {
        for (var end = -1; end < 0 && _input.Peek(_line) is { IsEmpty: false } chars;)
        {
            end = chars.IndexOfAny(delimiter, '\n', '\r');
            _input.TakeInto(_row, end < 0 ? chars.Length : end, _line);
        }
    }

    private void ReadQuoted()
    {
        var beginning = new Place(file.Place, _line);
        _input.Take(1);
        TakeToQuote(beginning);
        while (Next() == '"')
        {
            _input.TakeInto(_row, 1, _line);
            TakeToQuote(beginning);
        }
        if (Next() is { } next && next != delimiter && next is not ('\n' or '\r'))
            throw new DataException($"{new Place(file.Place, _line)}  expected the cell to end with its closing quote, found more characters. Write a quote inside a quoted cell twice.");
    }

    private void TakeToQuote(Place beginning)
    {
        for (var end = -1; end < 0;)
        {
            var chars = _input.Peek(_line);
            if (chars.IsEmpty)
                throw new DataException($"{beginning}  expected a closing quote for the cell that begins here, found the end of the file. Close the quote, or write a quote inside a quoted cell twice.");
            end = chars.IndexOf('"');
            var length = end < 0 ? chars.Length : end;
            _line += chars[..length].Count('\n');
            _input.TakeInto(_row, length, _line);
        }
        _input.Take(1);
    }

    private void TakeLineEnd()
    {
        var carriageReturn = Next() == '\r';
        _input.Take(1);
        if (carriageReturn && Next() == '\n') _input.Take(1);
        _line++;
    }

    private string[] Cells()
    {
        var row = _row.ToString();
        var cells = new string[_ends.Count];
        var start = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = row[start.._ends[i]];
            start = _ends[i];
        }
        return cells;
    }
}
