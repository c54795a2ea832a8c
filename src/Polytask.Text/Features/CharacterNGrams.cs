using System.Runtime.InteropServices;

namespace Polytask.Text.Features;

/// <summary>Numbers the n-grams of characters within words. A word is taken apart once, however often it occurs.</summary>
/// <param name="shape">Which n-grams.</param>
internal sealed class CharacterNGrams(NGramShape shape)
{
    private readonly StringIndex _index = new();
    private readonly List<int[]?> _ofWord = [];
    private readonly List<int> _found = [];
    private char[] _buffer = new char[32];

    /// <summary>How many different n-grams there are.</summary>
    public int Count => _index.Count;

    /// <summary>The characters of an n-gram.</summary>
    public string this[int number] => _index[number];

    /// <summary>Gives an n-gram the next number; <c>false</c> where it has one already.</summary>
    public bool TryAdd(string nGram)
    {
        var next = Count;
        return _index.Add(nGram) == next;
    }

    /// <summary>The n-grams of a word, those that are known; valid until the next call.</summary>
    /// <param name="text">The word.</param>
    /// <param name="number">Its number, from then on the same; -1 for a word without one.</param>
    public ReadOnlySpan<int> Find(ReadOnlySpan<char> text, int number) => Of(text, number, add: false);

    /// <summary>The n-grams of a word; those that are not known get a number.</summary>
    /// <param name="text">The word.</param>
    /// <param name="number">Its number, from then on the same.</param>
    public ReadOnlySpan<int> FindOrAdd(ReadOnlySpan<char> text, int number) => Of(text, number, add: true);

    private ReadOnlySpan<int> Of(ReadOnlySpan<char> text, int number, bool add)
    {
        if (shape.CharactersTo == 0) return [];
        while (_ofWord.Count <= number) _ofWord.Add(null);
        if (number >= 0 && _ofWord[number] is { } known) return known;
        _found.Clear();
        shape.Characters(text, ref _buffer, characters =>
        {
            var nGram = add ? _index.Add(characters) : _index.Find(characters);
            if (nGram >= 0) _found.Add(nGram);
        });
        if (number >= 0) _ofWord[number] = [.. _found];
        return CollectionsMarshal.AsSpan(_found);
    }
}
