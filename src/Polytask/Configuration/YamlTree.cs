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
    private readonly Parser _parser;
    private readonly Func<Mark, ConfigPlace> _place;
    private readonly Binding _binding;

    private YamlTree(string yaml, Func<Mark, ConfigPlace> place, Binding binding) =>
        (_parser, _place, _binding) = (new Parser(new StringReader(yaml)), place, binding);

    /// <summary>Reads a document; an empty one is an empty map.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="place">Turns a place in the text into one for messages.</param>
    /// <param name="binding">Gathers keys that are given twice.</param>
    /// <exception cref="ConfigurationException">The text is not YAML, or YAML that run files do not use.</exception>
    public static ConfigNode Read(string yaml, Func<Mark, ConfigPlace> place, Binding binding)
    {
        try
        {
            return new YamlTree(WithoutControls(yaml, place), place, binding).Document();
        }
        catch (YamlException error)
        {
            throw Fail(place(error.Start), IsIndentedByTab(yaml, error.Start.Line)
                ? "expected spaces before the text, found a tab. Indent by spaces: YAML does not take tabs."
                : $"expected YAML, found something else: {error.Message.TrimEnd('.')}. Correct this line or the one above it.");
        }
    }

    private ConfigNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end)) return new MapNode([], _place(end.Start));
        _parser.Consume<DocumentStart>();
        var root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            throw Fail(_place(second.Start), "expected one document, found a second one. Remove the line '---', or put what follows into a file of its own.");
        return root;
    }

    private ConfigNode Node(string path, int level)
    {
        if (level > DeepestLevel) throw Fail(_place(_parser.Current!.Start), $"expected at most {DeepestLevel} levels, found more. Check the brackets.");
        if (_parser.TryConsume<Scalar>(out var scalar)) return Plain(scalar);
        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            RefuseExtras(list);
            var items = new List<ConfigNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(ConfigPath.Join(path, items.Count), level + 1));
            return new ListNode(items, _place(list.Start));
        }
        if (!_parser.TryConsume<MappingStart>(out var map))
            throw Fail(_place(_parser.Current!.Start), "expected a value, found an alias (*name). Write the value itself, or put it in quotes if it is text.");
        RefuseExtras(map);
        var entries = new List<ConfigEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key)) throw Fail(_place(_parser.Current!.Start), "expected a key, found something else. Write the key as text.");
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
        if (!node.Anchor.IsEmpty) throw Fail(_place(node.Start), $"expected a value, found an anchor (&{node.Anchor.Value}). Write the value where it is used, or put it in quotes if it is text.");
        if (!node.Tag.IsEmpty) throw Fail(_place(node.Start), $"expected a value, found a tag ({node.Tag.Value}). Remove the tag, or put the value in quotes if it is text.");
    }

    /// <summary>The text, if it has no character that no text file has (the parser would take some of them for the end of the file).</summary>
    private static string WithoutControls(string yaml, Func<Mark, ConfigPlace> place)
    {
        var at = yaml.AsSpan().IndexOfAny(ControlCharacters);
        if (at < 0) return yaml;
        var before = yaml[..at];
        var mark = new Mark(at, before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
        throw Fail(place(mark), $"expected text, found the character U+{(int)yaml[at]:X4}. Remove it, or check that this is a run file.");
    }

    private static readonly System.Buffers.SearchValues<char> ControlCharacters =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    private static bool IsIndentedByTab(string yaml, long line) =>
        yaml.Split('\n').ElementAtOrDefault((int)line - 1) is { } text && text[..^text.TrimStart().Length].Contains('\t');

    private static ConfigurationException Fail(ConfigPlace place, string message) => new(place.Prefix + message);
}
