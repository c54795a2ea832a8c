using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Polytask.Catalog;

/// <summary>The XML summaries of option records, options and choices as plain text, read from the file beside the assembly.</summary>
internal static partial class Documentation
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    /// <summary>The summary of a type, property or enumeration value; empty where there is none.</summary>
    /// <exception cref="ConfigurationException">The documentation file is not well-formed XML.</exception>
    public static string Of(MemberInfo member)
    {
        var element = Files.GetOrAdd(member.Module.Assembly, Read).GetValueOrDefault(IdOf(member));
        if (element?.Element("summary") is { } summary) return Text(summary);
        return element?.Element("inheritdoc") is not null && Inherited(member) is { } source ? Of(source) : "";
    }

    /// <summary>The first sentence of a text.</summary>
    public static string FirstSentence(string text) => SentenceEnd().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;

    private static string IdOf(MemberInfo member) => member switch
    {
        Type type => $"T:{NameOf(type)}",
        PropertyInfo => $"P:{NameOf(member.DeclaringType!)}.{member.Name}",
        _ => $"F:{NameOf(member.DeclaringType!)}.{member.Name}",
    };

    private static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static MemberInfo? Inherited(MemberInfo member) =>
        member is Type type ? type.BaseType : member.DeclaringType!.BaseType?.GetProperty(member.Name);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var members = new Dictionary<string, XElement>();
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(path)) return members;
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { IgnoreComments = true });
            reader.MoveToContent();
            while (!reader.EOF)
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "member" && reader["name"] is ['T' or 'P' or 'F', ':', ..] name)
                    members[name] = (XElement)XNode.ReadFrom(reader);
                else
                    reader.Read();
            return members;
        }
        catch (XmlException error)
        {
            throw new ConfigurationException($"{path}:{error.LineNumber}:{error.LinePosition}  expected the documentation of {assembly.GetName().Name}, found XML that is not well formed. Install Polytask again, or remove the file: help texts will be empty.", error);
        }
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return WhiteSpace().Replace(text.ToString(), " ").Trim();
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
            if (node is XText words) text.Append(words.Value);
            else if (node is XElement { IsEmpty: false } inner) { Append(text, inner); if (inner.Name == "para") text.Append(' '); }
            else if (node is XElement reference) text.Append(ReferenceText(reference));
    }

    /// <summary>What a reference to something is called by a user: an option by its key, anything else by its name.</summary>
    private static string ReferenceText(XElement reference)
    {
        var target = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "";
        var name = target.Split('(')[0].Split('.', ':')[^1];
        return target.StartsWith("P:", StringComparison.Ordinal) ? JsonNamingPolicy.CamelCase.ConvertName(name) : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\.(?=\s)")]
    private static partial Regex SentenceEnd();
}
