using System.Globalization;
using System.Text;

namespace Polytask.Text.Analysis;

/// <summary>
/// Cuts at the word boundaries that matter for features: a word is a run of letters, digits and combining marks, in which an
/// apostrophe may stand between two of them; every other visible character is a token of its own, since "!" and "?" tell much.
/// </summary>
/// <param name="foldCase">Whether tokens are lower-cased.</param>
/// <param name="punctuation">Whether characters that are no words are tokens.</param>
/// <param name="normalise">Changes or drops words (stemming, stop words), or <c>null</c>.</param>
public sealed class WordTokeniser(bool foldCase, bool punctuation, WordNormaliser? normalise) : ITokeniser
{
    private char[] _buffer = new char[64];

    /// <inheritdoc/>
    public void Tokenise(string text, TokenHandler handle)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = WordEnd(text, start);
            if (end > start)
            {
                Word(text.AsSpan(start, end - start), handle);
                start = end;
                continue;
            }
            var length = Rune.TryGetRuneAt(text, start, out var rune) ? rune.Utf16SequenceLength : 1;
            if (punctuation && !char.IsWhiteSpace(text[start]) && !char.IsControl(text[start])) handle(text.AsSpan(start, length));
            start += length;
        }
    }

    private void Word(ReadOnlySpan<char> word, TokenHandler handle)
    {
        if (foldCase)
        {
            if (_buffer.Length < word.Length) _buffer = new char[2 * word.Length];
            word.ToLowerInvariant(_buffer);
            word = _buffer.AsSpan(0, word.Length);
        }
        if (normalise is not null) word = normalise.Normalise(word);
        if (!word.IsEmpty) handle(word);
    }

    private static int WordEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            if (IsWord(text, end, out var length)) end += length;
            else if (end > start && text[end] is '\'' or '’' && end > start && end + 1 < text.Length && IsWord(text, end + 1, out _)) end++;
            else break;
        }
        return end;
    }

    private static bool IsWord(string text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (char.IsAscii(c)) return char.IsAsciiLetterOrDigit(c) || c == '_';
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }
}
