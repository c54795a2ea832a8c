using System.Globalization;
using System.Text;

namespace Polytask.Bench;

/// <summary>Pages of results.</summary>
internal static class Page
{
    /// <summary>A Markdown table.</summary>
    public static string Table(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        string[] columns = [.. head];
        var text = new StringBuilder();
        foreach (var row in (IEnumerable<IEnumerable<string>>)[columns, columns.Select(_ => "---"), .. rows]) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    /// <summary>Writes a page, and its tables to the screen.</summary>
    public static void Write(string path, string text)
    {
        text = text.ReplaceLineEndings("\n") + "\n";
        File.WriteAllText(path, text);
        Console.Write(text);
    }

    /// <summary>Writes one section of a page, in place of the one with its heading or behind the last, and shows it on the screen.</summary>
    public static void WriteSection(string path, string page, string heading, string text)
    {
        var (title, lines) = ($"## {heading}", File.Exists(path) ? File.ReadAllLines(path).ToList() : [$"# {page}"]);
        var from = lines.IndexOf(title);
        var to = from < 0 ? -1 : lines.FindIndex(from + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        if (from < 0) (from, to) = (lines.Count, lines.Count);
        if (to < 0) to = lines.Count;
        string[] before = [.. lines.Take(from).Reverse().SkipWhile(line => line.Length == 0).Reverse(), ""], after = [.. lines.Skip(to)];
        File.WriteAllText(path, string.Join('\n', [.. before, title, "", .. text.ReplaceLineEndings("\n").Split('\n'), .. after.Length > 0 ? after.Prepend("") : []]) + "\n");
        Console.WriteLine(text);
    }

    /// <summary>A number for people.</summary>
    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
