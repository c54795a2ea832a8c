namespace Polytask.Text.Analysis;

/// <summary>
/// Cuts texts into words and symbols. A word is a run of letters, digits and marks, with an apostrophe between two of them
/// ("don't") or a point or comma between two digits ("3.14", "1,000"); a Chinese character or a hiragana is a word by itself. Every
/// other visible character is a token of its own, an emoji with all its parts, since "!" and "?" tell much. Scripts that do not part
/// words, such as Thai, have as one word what stands between two spaces.
/// </summary>
/// <param name="foldCase">Whether words are lower-cased, the same way in all languages (a Turkish "I" becomes "i", too), and their typographic apostrophes made plain.</param>
/// <param name="punctuation">Whether symbols are tokens.</param>
/// <param name="normaliser">Folds words the language's way, and stems or drops them; or <c>null</c>.</param>
/// <param name="characters">Whether katakana and Korean characters are words by themselves, too.</param>
internal sealed class WordTokeniser(bool foldCase, bool punctuation, WordNormaliser? normaliser, bool characters)
{
    private readonly WordBoundaries _boundaries = new(characters);
    private char[] _buffer = new char[64];

    /// <summary>Hands over the tokens of a text in order, as they count: folded, stemmed, without stop words. Not for several threads at once.</summary>
    public void Tokenise(ReadOnlySpan<char> text, TokenHandler handle)
    {
        while (!text.IsEmpty)
        {
            var length = _boundaries.Word(text);
            if (length > 0) Word(text[..length], handle);
            else
            {
                length = WordBoundaries.Symbol(text, out var visible);
                if (punctuation && visible) handle(text[..length]);
            }
            text = text[length..];
        }
    }

    private void Word(ReadOnlySpan<char> word, TokenHandler handle)
    {
        if (normaliser is not null) word = normaliser.Normalise(word);
        else if (foldCase) word = Folded(word);
        if (!word.IsEmpty) handle(word);
    }

    private Span<char> Folded(ReadOnlySpan<char> word)
    {
        if (_buffer.Length < word.Length) _buffer = new char[2 * word.Length];
        var folded = _buffer.AsSpan(0, word.Length);
        word.ToLowerInvariant(folded);
        folded.Replace('’', '\'');
        return folded;
    }
}
