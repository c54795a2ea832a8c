using System.Globalization;
using System.Text;

namespace Polytask.Data;

/// <summary>The characters of a file, without its byte order mark.</summary>
internal sealed class TextInput : IDisposable
{
    /// <summary>The most characters in one row, line or document: what a reader holds in memory.</summary>
    public const int MaxLength = 1 << 24;

    private const int ChunkBytes = 1 << 13;

    private readonly InputFile _file;
    private readonly TextEncoding _encoding;
    private readonly Stream _stream;
    private readonly Decoder _decoder;
    private readonly byte[] _bytes = new byte[ChunkBytes];
    private readonly char[] _chars = new char[ChunkBytes + 16];
    private int _byteStart;
    private int _byteEnd;
    private int _start;
    private int _end;
    private bool _ended;
    private char? _invalid;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">The file cannot be read.</exception>
    public TextInput(InputFile file, TextEncoding encoding)
    {
        (_file, _encoding) = (file, encoding);
        _stream = file.Open();
        try
        {
            _byteEnd = _stream.ReadAtLeast(_bytes, 3, throwOnEndOfStream: false);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
        (_decoder, _byteStart) = encoding.DecoderFor(_bytes.AsSpan(0, _byteEnd));
    }

    /// <summary>The next characters of the file that were not taken yet; empty at the end only.</summary>
    /// <param name="line">The line that the caller has come to, for the message.</param>
    /// <exception cref="DataException">The bytes that follow are not text in the encoding.</exception>
    public ReadOnlySpan<char> Peek(long line)
    {
        while (_start == _end && !_ended)
        {
            if (_invalid is { } found) throw NotText(line, found);
            Decode();
        }
        return _chars.AsSpan(_start.._end);
    }

    /// <summary>Passes over characters that <see cref="Peek"/> showed.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Takes characters that <see cref="Peek"/> showed, to the end of a text that is being collected.</summary>
    /// <exception cref="DataException">The text becomes longer than <see cref="MaxLength"/>.</exception>
    public void TakeInto(StringBuilder text, int count, long line)
    {
        if (text.Length + count > MaxLength)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{new Place(_file.Place, line)}  expected at most {MaxLength:N0} characters in one row or text, found more. Check that line ends and quotes are where they should be."));
        text.Append(_chars, _start, count);
        _start += count;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Decode()
    {
        if (_byteStart == _byteEnd) (_byteStart, _byteEnd) = (0, _stream.Read(_bytes));
        _ended = _byteStart == _byteEnd;
        (_start, _end) = (0, _decoder.GetChars(_bytes.AsSpan(_byteStart.._byteEnd), _chars, flush: _ended));
        _byteStart = _byteEnd;
        var invalid = _chars.AsSpan(0, _end).IndexOfAny(TextEncodings.Invalid, '\0');
        if (invalid < 0) return;
        (_invalid, _end, _ended) = (_chars[invalid], invalid, false);
    }

    private DataException NotText(long line, char found) => new(new Place(_file.Place, line) + (found == '\0'
        ? "  expected text, found a zero character. Choose another file, or state the encoding: utf16, say."
        : $"  expected text in {_encoding.ToString().ToLowerInvariant()}, found other bytes. State the encoding (utf8, latin1, utf16 or gb18030), or save the file as UTF-8."));
}
