using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Polytask.Text.Analysis;

/// <summary>Sends single words through a chain of Lucene filters, and remembers what came out, so that each word goes through it once.</summary>
/// <param name="filters">Builds the chain.</param>
public sealed class WordNormaliser(Func<TokenStream, TokenStream> filters)
{
    private const int MostRemembered = 1_000_000;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The word as it counts; empty when it is dropped.</summary>
    public ReadOnlySpan<char> Normalise(ReadOnlySpan<char> word)
    {
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var normal)) return normal;
        var text = word.ToString();
        normal = Filter(text);
        if (_known.Count < MostRemembered) _known[text] = normal;
        return normal;
    }

    private string Filter(string word)
    {
        using var stream = filters(new SingleWord(word));
        stream.Reset();
        return stream.IncrementToken() ? stream.GetAttribute<ICharTermAttribute>().ToString()! : "";
    }

    private sealed class SingleWord : TokenStream
    {
        private readonly ICharTermAttribute _term;
        private string? _word;

        public SingleWord(string word)
        {
            _word = word;
            _term = AddAttribute<ICharTermAttribute>();
        }

        public override bool IncrementToken()
        {
            if (_word is null) return false;
            ClearAttributes();
            _term.SetEmpty().Append(_word);
            _word = null;
            return true;
        }
    }
}
