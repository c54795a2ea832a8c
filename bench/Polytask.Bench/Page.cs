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

    /// <summary>A number for people.</summary>
    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
