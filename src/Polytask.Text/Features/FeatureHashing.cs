using System.Text.Json;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>Numbers features by a hash: nothing to fit or to store, and every n-gram has a number; different ones may share it.</summary>
/// <remarks>Weinberger, Dasgupta, Langford, Smola, Attenberg, Feature Hashing for Large Scale Multitask Learning, ICML 2009.</remarks>
internal sealed class FeatureHashing(NGramShape shape, int buckets) : FeatureIndex
{
    private const ulong Basis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;
    private readonly List<ulong> _words = [];
    private char[] _buffer = new char[32];

    /// <inheritdoc/>
    public override int Count => buckets;

    /// <inheritdoc/>
    public override void Features(string text, WordTokeniser tokeniser, FeatureHandler handle)
    {
        _words.Clear();
        if (shape.Boundaries) _words.Add(Hash(NGramShape.Begin));
        tokeniser.Tokenise(text, token =>
        {
            _words.Add(Hash(token));
            shape.Characters(token, ref _buffer, characters => handle(Bucket(~Hash(characters)), FeatureBlock.Characters));
        });
        if (shape.Boundaries) _words.Add(Hash(NGramShape.End));
        for (var start = 0; start < _words.Count; start++)
        {
            var hash = Basis;
            for (var end = start; end < _words.Count && end < start + shape.Words; end++)
            {
                hash = (hash ^ _words[end]) * Prime;
                var boundary = shape.Boundaries && end == start && (start == 0 || start == _words.Count - 1);
                if (!boundary) handle(Bucket(hash), end == start ? FeatureBlock.Word : FeatureBlock.Sequence);
            }
        }
    }

    /// <inheritdoc/>
    public override void Save(Utf8JsonWriter json)
    {
    }

    private int Bucket(ulong hash) => (int)((hash ^ hash >> 32) * Prime % (ulong)buckets);

    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash ^ hash >> 29;
    }
}
