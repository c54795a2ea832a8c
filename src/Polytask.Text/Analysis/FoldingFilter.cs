using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Polytask.Text.Analysis;

/// <summary>A function of words as a filter of Lucene.</summary>
internal sealed class FoldingFilter : TokenFilter
{
    private readonly Func<string, string> _fold;
    private readonly ICharTermAttribute _term;

    public FoldingFilter(TokenStream words, Func<string, string> fold) : base(words) => (_fold, _term) = (fold, AddAttribute<ICharTermAttribute>());

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken()) return false;
        var folded = _fold(_term.ToString()!);
        _term.SetEmpty().Append(folded);
        return true;
    }
}
