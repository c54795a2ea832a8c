using System.Runtime.InteropServices;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>Counts in how many training texts each n-gram occurs, and keeps the most frequent.</summary>
internal sealed class VocabularyBuilder(NGramShape shape)
{
    private readonly NGramTrie _trie = new();
    private readonly List<(int Texts, int Last)> _counts = [default];
    private readonly CharacterNGrams _characters = new(shape);
    private readonly List<(int Texts, int Last)> _characterCounts = [];
    private readonly List<int> _words = [];
    private int _texts;

    /// <summary>Counts the n-grams of a text.</summary>
    public void Add(string text, WordTokeniser tokeniser)
    {
        _texts++;
        _words.Clear();
        if (shape.Boundaries) _words.Add(_trie.Add(NGramShape.Begin));
        tokeniser.Tokenise(text, token =>
        {
            var word = _trie.Add(token);
            _words.Add(word);
            foreach (var nGram in _characters.FindOrAdd(token, word)) Count(_characterCounts, nGram);
        });
        if (shape.Boundaries) _words.Add(_trie.Add(NGramShape.End));
        for (var start = 0; start < _words.Count; start++)
        {
            var node = NGramTrie.Root;
            for (var end = start; end < _words.Count && end < start + shape.Words; end++)
            {
                node = _trie.AddChild(node, _words[end]);
                Count(_counts, node);
            }
        }
    }

    /// <summary>The vocabulary of the n-grams that occur in enough texts, the most frequent of them; the earlier where two are alike.</summary>
    /// <param name="minCount">In how many texts an n-gram must occur.</param>
    /// <param name="maxFeatures">The most n-grams of tokens and, separately, of characters.</param>
    /// <param name="unknown">Whether words outside the vocabulary become <see cref="NGramShape.Unknown"/>.</param>
    public Vocabulary Build(int minCount, int maxFeatures, bool unknown)
    {
        var kept = MostFrequent(_counts, minCount).Where(node => node != NGramTrie.Root)
            .Select(_trie.Tokens)
            .Where(tokens => tokens is not [NGramShape.Begin] and not [NGramShape.End])
            .Take(maxFeatures);
        var characters = MostFrequent(_characterCounts, minCount).Take(maxFeatures).Select(nGram => _characters[nGram]);
        return new Vocabulary(shape, unknown, unknown ? kept.Prepend([NGramShape.Unknown]) : kept, characters);
    }

    private void Count(List<(int Texts, int Last)> counts, int number)
    {
        if (number == counts.Count) counts.Add(default);
        ref var count = ref CollectionsMarshal.AsSpan(counts)[number];
        if (count.Last == _texts) return;
        count = (count.Texts + 1, _texts);
    }

    private static IEnumerable<int> MostFrequent(List<(int Texts, int Last)> counts, int minCount) =>
        Enumerable.Range(0, counts.Count).Where(number => counts[number].Texts >= minCount).OrderByDescending(number => counts[number].Texts);
}
