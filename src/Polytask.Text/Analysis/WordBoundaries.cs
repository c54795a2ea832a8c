using System.Globalization;
using System.Text;

namespace Polytask.Text.Analysis;

/// <summary>Where words and symbols end, by the rules of Unicode's annex 29 that matter for features.</summary>
/// <remarks>Unicode Standard Annex #29, Unicode Text Segmentation, https://www.unicode.org/reports/tr29/.</remarks>
/// <param name="characters">Whether every Chinese, Japanese and Korean character is a word by itself, not only Chinese characters and hiragana.</param>
internal sealed class WordBoundaries(bool characters)
{
    private const int HalfWidthVoicedMark = 0xFF9E, HalfWidthSemiVoicedMark = 0xFF9F;

    private enum Part
    {
        None,
        Letter,
        Digit,

        /// <summary>A character that is a word by itself.</summary>
        Syllable,

        Mark,

        /// <summary>Invisible, such as the joiners inside Persian words.</summary>
        Format,
    }

    /// <summary>The length of the word that the text begins with; 0 where it does not begin with one.</summary>
    public int Word(ReadOnlySpan<char> text)
    {
        var previous = PartAt(text, 0, out var end);
        if (previous is Part.None or Part.Mark or Part.Format) return 0;
        for (var at = end; at < text.Length;)
        {
            var part = PartAt(text, at, out var length);
            if (part is Part.Letter or Part.Digit && previous != Part.Syllable) previous = part;
            else if (part == Part.Format)
            {
                at += length;
                continue;
            }
            else if (part != Part.Mark && !(end == at && Joins(text, at, previous))) break;
            end = at += length;
        }
        return end;
    }

    /// <summary>The length of the character that the text begins with, with all that belongs to it: an accent, or the parts of an emoji.</summary>
    /// <param name="text">A text that does not begin with a word.</param>
    /// <param name="visible">Whether it can be seen; white space, control characters and halves of characters cannot.</param>
    public static int Symbol(ReadOnlySpan<char> text, out bool visible)
    {
        if (char.IsAscii(text[0]) && (text.Length == 1 || char.IsAscii(text[1])))
        {
            visible = text[0] is > ' ' and < '\x7F';
            return 1;
        }
        Rune.DecodeFromUtf16(text, out var rune, out var length);
        visible = IsVisible(rune) && !(rune == Rune.ReplacementChar && text[0] != '\uFFFD');
        return visible ? StringInfo.GetNextTextElementLength(text) : length;
    }

    /// <summary>Whether a mark joins the two characters beside it: "don't", "3.14", "1,000".</summary>
    private bool Joins(ReadOnlySpan<char> text, int at, Part previous)
    {
        if (at + 1 == text.Length) return false;
        return text[at] switch
        {
            '\'' or '’' => previous != Part.Syllable && PartAt(text, at + 1, out _) is Part.Letter or Part.Digit,
            '.' or ',' => previous == Part.Digit && PartAt(text, at + 1, out _) == Part.Digit,
            _ => false,
        };
    }

    private Part PartAt(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (char.IsAscii(c)) return char.IsAsciiLetter(c) || c == '_' ? Part.Letter : char.IsAsciiDigit(c) ? Part.Digit : Part.None;
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out length) != System.Buffers.OperationStatus.Done) return Part.None;
        if (rune.Value is HalfWidthVoicedMark or HalfWidthSemiVoicedMark) return Part.Mark;
        if (IsSyllable(rune.Value) || characters && IsKatakanaOrHangul(rune.Value)) return Part.Syllable;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => Part.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Part.Mark,
            UnicodeCategory.Format when rune.Value != '\u200B' => Part.Format,
            _ => Rune.IsLetter(rune) ? Part.Letter : Part.None,
        };
    }

    private static bool IsSyllable(int rune) => rune is
        (>= 0x2E80 and <= 0x2FD5) or 0x3005 or 0x3007 or (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsKatakanaOrHangul(int rune) => rune is
        (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9D)
        or (>= 0x1100 and <= 0x11FF) or (>= 0x3131 and <= 0x318E) or (>= 0xA960 and <= 0xA97C) or (>= 0xAC00 and <= 0xD7FB);

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
