using System.Runtime.InteropServices;

namespace Polytask.Text.Features;

/// <summary>Sequences of tokens as a tree: every node is a sequence, its children are the sequences that are one token longer.</summary>
internal sealed class NGramTrie
{
    /// <summary>The node of the empty sequence.</summary>
    public const int Root = 0;

    private const int None = -1;
    private readonly StringIndex _words = new();
    private readonly List<int> _nodeOfWord = [];
    private readonly Dictionary<Edge, int> _children = [];
    private readonly List<Edge> _nodes = [new(None, None)];

    /// <summary>Nodes, the root among them.</summary>
    public int Count => _nodes.Count;

    /// <summary>The number of a word, or -1.</summary>
    public int Find(ReadOnlySpan<char> word) => _words.Find(word);

    /// <summary>The number of a word, a new one where it is not known.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        var number = _words.Add(word);
        if (number == _nodeOfWord.Count) _nodeOfWord.Add(None);
        return number;
    }

    /// <summary>The child of a node by a word, or -1.</summary>
    public int Child(int node, int word) => node == Root ? _nodeOfWord[word] : _children.GetValueOrDefault(new Edge(node, word), None);

    /// <summary>The child of a node by a word, a new one where there is none.</summary>
    public int AddChild(int node, int word)
    {
        ref var child = ref node == Root
            ? ref CollectionsMarshal.AsSpan(_nodeOfWord)[word]
            : ref CollectionsMarshal.GetValueRefOrAddDefault(_children, new Edge(node, word), out _);
        // The root is nobody's child, so 0 stands for a new entry.
        if (child > Root) return child;
        child = _nodes.Count;
        _nodes.Add(new Edge(node, word));
        return child;
    }

    /// <summary>The tokens of a node.</summary>
    public IReadOnlyList<string> Tokens(int node)
    {
        var tokens = new List<string>();
        for (; node != Root; node = _nodes[node].Parent) tokens.Insert(0, _words[_nodes[node].Word]);
        return tokens;
    }

    private readonly record struct Edge(int Parent, int Word);
}
