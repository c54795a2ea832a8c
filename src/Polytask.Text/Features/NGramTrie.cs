namespace Polytask.Text.Features;

/// <summary>Sequences of tokens as a tree: every node is a sequence, its children are the sequences that are one token longer.</summary>
internal sealed class NGramTrie
{
    /// <summary>The node of the empty sequence.</summary>
    public const int Root = 0;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<ulong, int> _children = [];
    private readonly List<(int Parent, int Word)> _nodes = [(-1, -1)];
    private readonly List<string> _texts = [];

    public NGramTrie() => _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Nodes, the root among them.</summary>
    public int Count => _nodes.Count;

    /// <summary>The number of a word, or -1.</summary>
    public int Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var number) ? number : -1;

    /// <summary>The number of a word, a new one where it is not known.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var number)) return number;
        number = _texts.Count;
        var text = word.ToString();
        _words[text] = number;
        _texts.Add(text);
        return number;
    }

    /// <summary>The child of a node by a word, or -1.</summary>
    public int Child(int node, int word) => _children.GetValueOrDefault(Key(node, word), -1);

    /// <summary>The child of a node by a word, a new one where there is none.</summary>
    public int AddChild(int node, int word)
    {
        ref var child = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_children, Key(node, word), out var exists);
        if (exists) return child;
        child = _nodes.Count;
        _nodes.Add((node, word));
        return child;
    }

    /// <summary>The tokens of a node.</summary>
    public IReadOnlyList<string> Tokens(int node)
    {
        var tokens = new List<string>();
        for (; node != Root; node = _nodes[node].Parent) tokens.Insert(0, _texts[_nodes[node].Word]);
        return tokens;
    }

    private static ulong Key(int node, int word) => (ulong)(uint)node << 32 | (uint)word;
}
