using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Polytask.Text.Analysis;

/// <summary>Chinese, Japanese and Korean without a dictionary: single characters and overlapping pairs of them, by Lucene's CJK filters; other scripts by words.</summary>
public sealed class CjkTokeniser : ITokeniser
{
    private readonly Analyzer _analyser = Analyzer.NewAnonymous((_, reader) =>
    {
        var words = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream stream = new CJKWidthFilter(words);
        stream = new LowerCaseFilter(LuceneVersion.LUCENE_48, stream);
        return new TokenStreamComponents(words, new CJKBigramFilter(stream, CJKScript.HAN | CJKScript.HIRAGANA | CJKScript.KATAKANA | CJKScript.HANGUL, outputUnigrams: true));
    });

    /// <inheritdoc/>
    public void Tokenise(string text, TokenHandler handle)
    {
        using var stream = _analyser.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) handle(term.Buffer.AsSpan(0, term.Length));
        stream.End();
    }
}
