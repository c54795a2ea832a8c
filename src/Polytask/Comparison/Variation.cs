using System.Text;
using Polytask.Configuration;

namespace Polytask.Comparison;

/// <summary>A key of the run file, and the values to try in its place: <c>balancing=equal,mgda</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">The values, each as in a run file.</param>
public sealed record Variation(string Key, IReadOnlyList<string> Values)
{
    /// <summary>Reads <c>KEY=VALUE,VALUE,…</c>; commas within brackets belong to a value.</summary>
    /// <exception cref="ConfigurationException">It has another form, or there is no such key.</exception>
    public static Variation Parse(string text)
    {
        var at = text.IndexOf('=');
        if (at <= 0) throw new ConfigurationException($"--vary {text}  expected a key and its values, found no value. Write it as in --vary balancing=equal,mgda.");
        var key = text[..at].Trim();
        _ = Explanation.Of(key);
        var values = Split(text[(at + 1)..]);
        if (values.Count == 0 || values.Contains("")) throw new ConfigurationException($"--vary {text}  expected values with a comma between them, found an empty one. Write it as in --vary balancing=equal,mgda.");
        if (values.Distinct().Count() < values.Count) throw new ConfigurationException($"--vary {text}  a value stands here twice. Name each once.");
        return new Variation(key, values);
    }

    /// <summary>What takes the place of the key's value in the run file; a kind alone leaves the other options of the run file as they are.</summary>
    public string Override(string value) => Explanation.Of(Key).Kinds.Any(kind => kind.Name == value) ? $"{Key}.kind={value}" : $"{Key}={value}";

    private static List<string> Split(string text)
    {
        var (values, value, depth) = (new List<string>(), new StringBuilder(), 0);
        foreach (var letter in text)
        {
            if (letter is '{' or '[') depth++;
            if (letter is '}' or ']') depth--;
            if (letter != ',' || depth > 0)
            {
                value.Append(letter);
                continue;
            }
            values.Add(value.ToString().Trim());
            value.Clear();
        }
        values.Add(value.ToString().Trim());
        return values;
    }
}
