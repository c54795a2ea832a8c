using System.Text.RegularExpressions;
using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Vision.Sources;

/// <summary>
/// Files that belong together by their names, such as images and masks: one row for each file of the first column. A name in braces stands for any characters but a slash, and is a
/// column itself: <c>columns: { image: "{part}/{name}.jpg", mask: "{part}annot/{name}.png" }</c> gives the columns <c>image</c> and <c>mask</c> (paths), <c>part</c> and
/// <c>name</c>. Where a file has no counterpart, the cell is missing.
/// </summary>
[Kind("matched_files")]
public sealed record MatchedFilesSource : SourceOptions, IConstrained
{
    /// <summary>A folder or a .zip, which is read without unpacking it to disk.</summary>
    [Path]
    public required string Path { get; init; }

    /// <summary>For each column, the names of its files inside the folder or archive, with the same names in braces in all of them.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Columns.Count == 0)
        {
            yield return ("columns", "expected at least one column with the names of its files, found none. State one, such as image: \"images/{name}.png\".");
            yield break;
        }
        var expected = Fields(Columns.First().Value);
        foreach (var (column, pattern) in Columns)
        {
            if (!Fields(pattern).Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
                yield return ("columns", $"expected the same names in braces in all columns, found {Named(expected)} in \"{Columns.First().Value}\" and {Named(Fields(pattern))} in \"{pattern}\". Make them the same.");
            if (expected.Contains(column)) yield return ("columns", $"\"{column}\" is a column and a name in braces. Name one of them otherwise.");
        }
    }

    /// <inheritdoc/>
    public override RowSource Open()
    {
        var matched = new Matched(this);
        if (!matched.Read().Any())
        {
            using var files = InputFiles.Open(Path);
            throw new DataException($"{Path}  expected files named like {Columns.First().Value}, found {string.Join(", ", files.Files.Take(3).Select(file => file.Name))}, … Correct the path or 'columns'.");
        }
        return matched;
    }

    private static string[] Fields(string pattern) => [.. Regex.Matches(pattern, @"\{(\w+)\}").Select(field => field.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    private static string Named(string[] fields) => fields.Length == 0 ? "none" : string.Join(", ", fields);

    /// <summary>An expression that a name matches as a whole, with a group for each name in braces.</summary>
    private static Regex Expression(string pattern)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new Regex($"^{string.Concat(Regex.Split(pattern, @"\{(\w+)\}").Select((part, i) => i % 2 == 0 ? Regex.Escape(part) : seen.Add(part) ? $"(?<{part}>[^/]+)" : $@"\k<{part}>"))}$", RegexOptions.CultureInvariant);
    }

    private sealed class Matched(MatchedFilesSource options) : RowSource
    {
        private readonly string[] _fields = Fields(options.Columns.First().Value);

        public override IReadOnlyList<string> Columns => [.. options.Columns.Keys, .. _fields];

        public override IEnumerable<Row> Read()
        {
            using var files = InputFiles.Open(options.Path);
            var root = System.IO.Path.GetFullPath(options.Path);
            var found = options.Columns.Values.Select(pattern => Find(files.Files, Expression(pattern))).ToArray();
            foreach (var (fields, file) in found[0])
                yield return new Row(
                    [.. found.Select(column => column.GetValueOrDefault(fields)?.Name), .. fields.Split('/')], new Place(file.Place, 0) { Root = root });
        }

        /// <summary>The files of a column, by what the names in braces stand for, a slash between them.</summary>
        private OrderedDictionary<string, InputFile> Find(IReadOnlyList<InputFile> files, Regex expression)
        {
            var found = new OrderedDictionary<string, InputFile>(StringComparer.Ordinal);
            foreach (var file in files)
                if (expression.Match(file.Name) is { Success: true } match) found[string.Join('/', _fields.Select(field => match.Groups[field].Value))] = file;
            return found;
        }
    }
}
