using System.Text.Json;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>The features that the training texts have, the most frequent first; others are passed over.</summary>
internal sealed class Vocabulary : FeatureIndex
{
    private const string NGrams = "nGrams";
    private const string Characters = "characters";
    private readonly NGramShape _shape;
    private readonly bool _unknown;
    private readonly NGramTrie _trie = new();
    private readonly List<int> _featureOfNode = [-1];
    private readonly List<int> _nodeOfFeature = [];
    private readonly CharacterNGrams _characters;
    private readonly List<int> _words = [];

    /// <summary>Makes a vocabulary of n-grams of tokens, then of characters, numbered in this order.</summary>
    /// <param name="shape">Which n-grams are features.</param>
    /// <param name="unknown">Whether a word that no n-gram has becomes <see cref="NGramShape.Unknown"/>.</param>
    /// <param name="nGrams">The tokens of each n-gram.</param>
    /// <param name="characters">The n-grams of characters.</param>
    public Vocabulary(NGramShape shape, bool unknown, IEnumerable<IReadOnlyList<string>> nGrams, IEnumerable<string> characters)
    {
        (_shape, _unknown, _characters) = (shape, unknown, new CharacterNGrams(shape));
        foreach (var nGram in nGrams) Add(nGram);
        foreach (var characterNGram in characters)
            if (!_characters.TryAdd(characterNGram)) throw Repeated(characterNGram);
    }

    /// <inheritdoc/>
    public override int Count => _nodeOfFeature.Count + _characters.Count;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">It was damaged: an n-gram is missing, or there twice.</exception>
    public static Vocabulary Restore(NGramShape shape, bool unknown, JsonElement state) => new(
        shape, unknown,
        Strings(state.GetProperty(NGrams)).Select(nGram => nGram.Split(' ')),
        Strings(state.GetProperty(Characters)));

    /// <inheritdoc/>
    public override void Features(string text, WordTokeniser tokeniser, FeatureHandler handle)
    {
        _words.Clear();
        if (_shape.Boundaries) _words.Add(_trie.Find(NGramShape.Begin));
        tokeniser.Tokenise(text, token =>
        {
            var word = _trie.Find(token);
            _words.Add(word < 0 && _unknown ? _trie.Find(NGramShape.Unknown) : word);
            foreach (var nGram in _characters.Find(token, word)) handle(_nodeOfFeature.Count + nGram, FeatureBlock.Characters);
        });
        if (_shape.Boundaries) _words.Add(_trie.Find(NGramShape.End));
        for (var start = 0; start < _words.Count; start++)
        {
            var node = NGramTrie.Root;
            for (var end = start; end < _words.Count && end < start + _shape.Words; end++)
            {
                if (_words[end] < 0 || (node = _trie.Child(node, _words[end])) < 0) break;
                if (_featureOfNode[node] >= 0) handle(_featureOfNode[node], end == start ? FeatureBlock.Word : FeatureBlock.Sequence);
            }
        }
    }

    /// <inheritdoc/>
    public override void Save(Utf8JsonWriter json)
    {
        json.WriteStartArray(NGrams);
        foreach (var node in _nodeOfFeature) json.WriteStringValue(string.Join(' ', _trie.Tokens(node)));
        json.WriteEndArray();
        json.WriteStartArray(Characters);
        for (var nGram = 0; nGram < _characters.Count; nGram++) json.WriteStringValue(_characters[nGram]);
        json.WriteEndArray();
    }

    private static IEnumerable<string> Strings(JsonElement list) =>
        list.EnumerateArray().Select(item => item.GetString() ?? throw new FormatException("An n-gram is missing."));

    private static FormatException Repeated(string nGram) => new($"The n-gram '{nGram}' is there twice.");

    private void Add(IReadOnlyList<string> nGram)
    {
        var node = NGramTrie.Root;
        foreach (var token in nGram)
        {
            node = _trie.AddChild(node, _trie.Add(token));
            if (node == _featureOfNode.Count) _featureOfNode.Add(-1);
        }
        if (_featureOfNode[node] >= 0) throw Repeated(string.Join(' ', nGram));
        _featureOfNode[node] = _nodeOfFeature.Count;
        _nodeOfFeature.Add(node);
    }
}
