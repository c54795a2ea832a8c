using System.Buffers;
using Polytask.Catalog;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Polytask.Configuration;

/// <summary>
/// Reads YAML into a tree with places. A run file is one document of plain maps, lists and values: what is given stands where it is
/// used, so anchors, aliases and tags are refused.
/// </summary>
internal sealed class YamlTree
{
    private const int DeepestLevel = 64;

    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    private readonly Parser _parser;
    private readonly Func<Mark, ConfigPlace> _place;
    private readonly Binding _binding;

    private YamlTree(string yaml, Func<Mark, ConfigPlace> place, Binding binding) =>
        (_parser, _place, _binding) = (new Parser(new StringReader(yaml)), place, binding);

    /// <summary>Reads a document; an empty one is nothing. Returns <c>null</c>, with the problem reported, where the text is not YAML that run files use.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="place">Turns a place in the text into one for messages.</param>
    /// <param name="binding">Gathers the problems.</param>
    public static ConfigNode? Read(string yaml, Func<Mark, ConfigPlace> place, Binding binding)
    {
        var tree = new YamlTree(yaml, place, binding);
        try
        {
            CheckCharacters(yaml);
            return tree.Document();
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException) // the parser throws any of these on malformed text
        {
            var problem = error as Refusal ?? IndentedByTab(yaml) ?? tree.Malformed(error as YamlException);
            binding.Report(place(problem.Start), problem.Message);
            return null;
        }
    }

    private ConfigNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return new ScalarNode("", Quoted: false, _place(new Mark(0, 1, 1)));
        _parser.Consume<DocumentStart>();
        var root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            throw new Refusal(second.Start, "expected one document, found a second one. Remove the line '---', or put what follows into a file of its own.");
        return root;
    }

    private ConfigNode Node(string path, int level)
    {
        if (level > DeepestLevel) throw new Refusal(_parser.Current!.Start, $"expected at most {DeepestLevel} levels, found more. Check the brackets.");
        if (_parser.TryConsume<Scalar>(out var scalar)) return Plain(scalar);
        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            RefuseExtras(list);
            var items = new List<ConfigNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(ConfigPath.Join(path, items.Count), level + 1));
            return new ListNode(items, _place(list.Start));
        }
        if (_parser.Accept<AnchorAlias>(out var alias))
            throw new Refusal(alias.Start, $"expected a value, found an alias (*{alias.Value}). Write the value itself, or put it in quotes if it is text.");
        var map = _parser.Consume<MappingStart>();
        RefuseExtras(map);
        var entries = new List<ConfigEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key)) throw new Refusal(_parser.Current!.Start, "expected a key, found something else. Write the key as text.");
            var name = Plain(key).Text;
            entries.Add(new ConfigEntry(name, _place(key.Start), Node(ConfigPath.Join(path, name), level + 1)));
        }
        return _binding.Map(entries, _place(map.Start), path);
    }

    private ScalarNode Plain(Scalar scalar)
    {
        RefuseExtras(scalar);
        return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, _place(scalar.Start));
    }

    private void RefuseExtras(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) throw new Refusal(node.Start, $"expected a value, found an anchor (&{node.Anchor.Value}). Write the value where it is used, or put it in quotes if it is text.");
        if (!node.Tag.IsEmpty) throw new Refusal(node.Start, $"expected a value, found a tag ({node.Tag.Value}). Remove the tag, or put the value in quotes if it is text.");
    }

    /// <summary>Refuses characters that no text file has: the parser would take some of them for the end of the file.</summary>
    private static void CheckCharacters(string yaml)
    {
        var at = yaml.AsSpan().IndexOfAny(ControlCharacters);
        if (at < 0) return;
        var before = yaml[..at];
        throw new Refusal(new Mark(at, before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n')),
            $"expected text, found the character U+{(int)yaml[at]:X4}. Remove it, or check that this is a run file.");
    }

    private Refusal Malformed(YamlException? error) => new(error?.Start ?? _parser.Current?.End ?? new Mark(0, 1, 1),
        $"expected YAML, found something else{(error is null ? "" : $": {error.Message.TrimEnd('.')}")}. Correct it here or just before.");

    private static Refusal? IndentedByTab(string yaml)
    {
        var lines = yaml.Split('\n');
        var line = Array.FindIndex(lines, text => text.AsSpan(0, text.Length - text.TrimStart().Length).Contains('\t'));
        return line < 0 ? null : new Refusal(new Mark(0, line + 1, 1), "expected spaces at the start of the line, found a tab. Indent by spaces: YAML does not take tabs.");
    }

    /// <summary>YAML that run files do not use; the message is for the user.</summary>
    private sealed class Refusal(Mark start, string message) : YamlException(start, start, message);
}
