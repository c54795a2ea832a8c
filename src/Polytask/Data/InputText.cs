using System.Text;

namespace Polytask.Data;

/// <summary>One line of a text file, without its end.</summary>
public readonly record struct TextLine(string Text, Place Place);

/// <summary>Reading a file as text.</summary>
public static class InputText
{
    /// <summary>Reads line after line. A line feed ends a line, and a carriage return before it belongs to the end; no other character does.</summary>
    /// <exception cref="DataException">The file cannot be read, is not text in the encoding, or has a line of more than 16,777,216 characters.</exception>
    public static IEnumerable<TextLine> ReadLines(this InputFile file, TextEncoding encoding = TextEncoding.Utf8)
    {
        using var input = new TextInput(file, encoding);
        var text = new StringBuilder();
        for (var line = 1L; TryReadLine(input, text.Clear(), line); line++)
            yield return new TextLine(text.ToString(), file.At(line));
    }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="DataException">The file cannot be read, is not text in the encoding, or has more than 16,777,216 characters.</exception>
    public static string ReadText(this InputFile file, TextEncoding encoding = TextEncoding.Utf8)
    {
        using var input = new TextInput(file, encoding);
        var text = new StringBuilder();
        for (var line = 1L; input.Peek(line) is { IsEmpty: false } chars; line += chars.Count('\n')) input.TakeInto(text, chars.Length, line);
        return text.ToString();
    }

    private static bool TryReadLine(TextInput input, StringBuilder text, long line)
    {
        for (var any = false; ; any = true)
        {
            var chars = input.Peek(line);
            if (chars.IsEmpty) return any;
            var end = chars.IndexOf('\n');
            input.TakeInto(text, end < 0 ? chars.Length : end, line);
            if (end < 0) continue;
            input.Take(1);
            if (text.Length > 0 && text[^1] == '\r') text.Length--;
            return true;
        }
    }
}
