using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Polytask.Text.Analysis;

/// <summary>
/// Chinese, Japanese and Korean without a dictionary: single characters and overlapping pairs of them, by Lucene's CJK filters; words
/// of other scripts whole. What Lucene passes over, such as "！" and emoji, is cut as in other languages.
/// </summary>
/// <param name="foldCase">Whether words are lower-cased.</param>
/// <param name="punctuation">Whether symbols are tokens.</param>
public sealed class CjkTokeniser(bool foldCase, bool punctuation) : ITokeniser
{
    private readonly WordTokeniser _rest = new(foldCase, punctuation, null);
    private readonly Analyzer _analyser = Analyzer.NewAnonymous((_, reader) =>
    {
        var words = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream stream = new CJKWidthFilter(words);
        if (foldCase) stream = new LowerCaseFilter(LuceneVersion.LUCENE_48, stream);
        return new TokenStreamComponents(words, new CJKBigramFilter(stream, CJKScript.HAN | CJKScript.HIRAGANA | CJKScript.KATAKANA | CJKScript.HANGUL, outputUnigrams: true));
    });

    /// <inheritdoc/>
    public void Tokenise(string text, TokenHandler handle)
    {
        using var stream = _analyser.GetTokenStream("", text);
        var (term, place) = (stream.GetAttribute<ICharTermAttribute>(), stream.GetAttribute<IOffsetAttribute>());
        var end = 0;
        stream.Reset();
        while (stream.IncrementToken())
        {
            if (place.StartOffset > end) _rest.Tokenise(text.AsSpan(end, place.StartOffset - end), handle);
            end = Math.Max(end, place.EndOffset);
            handle(term.Buffer.AsSpan(0, term.Length));
        }
        stream.End();
        _rest.Tokenise(text.AsSpan(end), handle);
    }
}
