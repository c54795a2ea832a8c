using System.Text;
using System.Text.Unicode;

namespace Polytask.Cli.Drafting;

/// <summary>Counts words; a Chinese, Japanese or Korean character counts as one.</summary>
internal sealed class WordCount
{
    private long _texts, _words, _han, _kana, _hangul;

    /// <summary>Words in a text, on average.</summary>
    public double Mean => _texts == 0 ? 0 : (double)_words / _texts;

    /// <summary>The language as the text encoder names it, where most words are Chinese, Japanese or Korean.</summary>
    public string? Language =>
        2 * (_han + _kana + _hangul) < _words ? null
        : _hangul > _han + _kana ? "korean"
        : 10 * _kana > _han ? "japanese"
        : _words > 0 ? "chinese" : null;

    public void Add(string text)
    {
        _texts++;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Count(rune)) (_words, inWord) = (_words + 1, false);
            else if (!Rune.IsLetterOrDigit(rune)) inWord = inWord && rune.Value is '\'' or '-';
            else if (!inWord) (_words, inWord) = (_words + 1, true);
        }
    }

    /// <summary>Counts a character that is a word of its own.</summary>
    private bool Count(Rune rune)
    {
        if (IsIn(UnicodeRanges.CjkUnifiedIdeographs, rune) || rune.Value is >= 0x3400 and < 0x4DC0 or >= 0x20000 and < 0x30000) _han++;
        else if (IsIn(UnicodeRanges.Hiragana, rune) || IsIn(UnicodeRanges.Katakana, rune)) _kana++;
        else if (IsIn(UnicodeRanges.HangulSyllables, rune)) _hangul++;
        else return false;
        return true;
    }

    private static bool IsIn(UnicodeRange range, Rune rune) => rune.Value >= range.FirstCodePoint && rune.Value < range.FirstCodePoint + range.Length;
}
