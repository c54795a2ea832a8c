namespace Polytask.Text.Analysis;

/// <summary>
/// Cuts texts into words and symbols. A word is a run of letters, digits and marks, with an apostrophe between two of them
/// ("don't") or a point or comma between two digits ("3.14", "1,000"); a Chinese character or a hiragana is a word by itself. Every
/// other visible character is a token of its own, an emoji with all its parts, since "!" and "?" tell much. Scripts that do not part
/// words, such as Thai, have as one word what stands between two spaces.
/// </summary>
/// <param name="foldCase">Whether words are lower-cased, the same way in all languages (a Turkish "I" becomes "i", too), and their typographic apostrophes made plain.</param>
/// <param name="punctuation">Whether symbols are tokens.</param>
/// <param name="normalise">Folds, changes or drops words (stemming, stop words) instead, or <c>null</c>.</param>
public sealed class WordTokeniser(bool foldCase, bool punctuation, WordNormaliser? normalise) : ITokeniser
{
    private char[] _buffer = new char[64];

    /// <inheritdoc/>
    public void Tokenise(string text, TokenHandler handle) => Tokenise(text.AsSpan(), handle);

    internal void Tokenise(ReadOnlySpan<char> text, TokenHandler handle)
    {
        while (!text.IsEmpty)
        {
            var length = WordBoundary.Word(text);
            if (length > 0) Word(text[..length], handle);
            else
            {
                length = WordBoundary.Symbol(text, out var visible);
                if (punctuation && visible) handle(text[..length]);
            }
            text = text[length..];
        }
    }

    private void Word(ReadOnlySpan<char> word, TokenHandler handle)
    {
        if (normalise is not null) word = normalise.Normalise(word);
        else if (foldCase)
        {
            if (_buffer.Length < word.Length) _buffer = new char[2 * word.Length];
            word.ToLowerInvariant(_buffer);
            var folded = _buffer.AsSpan(0, word.Length);
            folded.Replace('’', '\'');
            word = folded;
        }
        if (!word.IsEmpty) handle(word);
    }
}
