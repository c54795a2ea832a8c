using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Polytask.Text.Analysis;

/// <summary>Sends single words through a chain of Lucene filters, and remembers what came out, so that each word goes through it once.</summary>
internal sealed class WordNormaliser
{
    private const int MostRemembered = 1_000_000;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly SingleWord _word = new();
    private readonly TokenStream _chain;
    private readonly ICharTermAttribute _term;

    /// <summary>Builds the chain.</summary>
    /// <param name="filters">Puts filters behind a stream of words.</param>
    public WordNormaliser(Func<TokenStream, TokenStream> filters)
    {
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        _chain = filters(_word);
        _term = _chain.GetAttribute<ICharTermAttribute>();
    }

    /// <summary>The word as it counts; empty when it is dropped.</summary>
    public ReadOnlySpan<char> Normalise(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var normal)) return normal;
        normal = Filter(word);
        if (_known.Count < MostRemembered) _lookup[word] = normal;
        return normal;
    }

    private string Filter(ReadOnlySpan<char> word)
    {
        _word.Next = word.ToString().Replace('’', '\'');
        _chain.Reset();
        var normal = _chain.IncrementToken() ? _term.ToString()! : "";
        _chain.End();
        return normal;
    }

    private sealed class SingleWord : TokenStream
    {
        private readonly ICharTermAttribute _term;

        public SingleWord() => _term = AddAttribute<ICharTermAttribute>();

        public string? Next { get; set; }

        public override bool IncrementToken()
        {
            if (Next is null) return false;
            ClearAttributes();
            _term.SetEmpty().Append(Next);
            Next = null;
            return true;
        }
    }
}
