using System.Runtime.InteropServices;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>Counts in how many training texts each n-gram occurs, and keeps the most frequent.</summary>
internal sealed class VocabularyBuilder(NGramShape shape)
{
    private readonly NGramTrie _trie = new();
    private readonly List<(int Texts, int Last)> _counts = [default];
    private readonly Dictionary<string, (int Texts, int Last)> _characters = new(StringComparer.Ordinal);
    private readonly List<int> _words = [];
    private char[] _buffer = new char[32];
    private int _texts;

    /// <summary>Counts the n-grams of a text.</summary>
    public void Add(string text, WordTokeniser tokeniser)
    {
        _texts++;
        _words.Clear();
        if (shape.Boundaries) _words.Add(_trie.Add(NGramShape.Begin));
        tokeniser.Tokenise(text, token =>
        {
            _words.Add(_trie.Add(token));
            shape.Characters(token, ref _buffer, Count);
        });
        if (shape.Boundaries) _words.Add(_trie.Add(NGramShape.End));
        for (var start = 0; start < _words.Count; start++)
        {
            var node = NGramTrie.Root;
            for (var end = start; end < _words.Count && end < start + shape.Words; end++)
            {
                node = _trie.AddChild(node, _words[end]);
                if (node == _counts.Count) _counts.Add(default);
                Count(ref CollectionsMarshal.AsSpan(_counts)[node]);
            }
        }
    }

    /// <summary>The vocabulary of the n-grams that occur in enough texts, the most frequent of them; the earlier where two are alike.</summary>
    /// <param name="minCount">In how many texts an n-gram must occur.</param>
    /// <param name="maxFeatures">The most n-grams of tokens and, separately, of characters.</param>
    /// <param name="unknown">Whether words outside the vocabulary become <see cref="NGramShape.Unknown"/>.</param>
    public Vocabulary Build(int minCount, int maxFeatures, bool unknown)
    {
        var kept = Enumerable.Range(1, _trie.Count - 1)
            .Where(node => _counts[node].Texts >= minCount)
            .OrderByDescending(node => _counts[node].Texts).ThenBy(node => node)
            .Select(_trie.Tokens)
            .Where(tokens => tokens is not [NGramShape.Begin] and not [NGramShape.End])
            .Take(maxFeatures);
        var characters = _characters.Where(c => c.Value.Texts >= minCount).OrderByDescending(c => c.Value.Texts).Take(maxFeatures).Select(c => c.Key);
        return new Vocabulary(shape, unknown, unknown ? kept.Prepend([NGramShape.Unknown]) : kept, characters);
    }

    private void Count(ReadOnlySpan<char> characters) =>
        Count(ref CollectionsMarshal.GetValueRefOrAddDefault(_characters.GetAlternateLookup<ReadOnlySpan<char>>(), characters, out _));

    private void Count(ref (int Texts, int Last) count)
    {
        if (count.Last == _texts) return;
        count = (count.Texts + 1, _texts);
    }
}
