using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">Its lines, without the indentation of the fence.</param>
/// <param name="Line">The line of the fence, counted from 1.</param>
internal sealed record Block(string Language, string Text, int Line);

/// <summary>A Markdown page: its code blocks, links and anchors.</summary>
internal sealed partial class Page
{
    private const string Chinese = ".zh-CN.md";
    private readonly IReadOnlyList<(string Text, int Line)> _prose;

    private Page(string path, string text)
    {
        (Path, Lines) = (path, text.ReplaceLineEndings("\n").Split('\n'));
        var (blocks, prose) = (new List<Block>(), new List<(string, int)>());
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Fence().Match(Lines[i]) is not { Success: true } fence)
            {
                prose.Add((InlineCode().Replace(Lines[i], ""), i + 1));
                continue;
            }
            var indent = fence.Groups["indent"].Length;
            var body = Lines.Skip(i + 1).TakeWhile(line => line.Trim() != "```").ToList();
            blocks.Add(new Block(fence.Groups["language"].Value, string.Join('\n', body.Select(line => line.Length < indent ? "" : line[indent..])), i + 1));
            i += body.Count + 1;
        }
        (Blocks, _prose) = (blocks, prose);
    }

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>What the page links to, images included.</summary>
    public IEnumerable<(string Target, int Line)> Links =>
        from line in _prose
        from Match link in Link().Matches(line.Text)
        select (link.Groups["target"].Value, line.Line);

    /// <summary>What a link can name behind <c>#</c>: the headings as the web shows them.</summary>
    public IEnumerable<string> Anchors =>
        from line in _prose
        where line.Text.StartsWith('#')
        select NoAnchor().Replace(line.Text.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    public bool IsTranslation => Path.EndsWith(Chinese, StringComparison.Ordinal);

    /// <summary>The page that a translation translates; any other page itself.</summary>
    public string Original => IsTranslation ? Path.Replace(Chinese, ".md", StringComparison.Ordinal) : Path;

    /// <summary>The page with other text in some blocks.</summary>
    /// <param name="texts">The texts, by the blocks' numbers from 0.</param>
    public string With(IReadOnlyDictionary<int, string> texts)
    {
        var lines = Lines.ToList();
        foreach (var (block, text) in texts.OrderByDescending(replaced => replaced.Key))
        {
            lines.RemoveRange(Blocks[block].Line, Blocks[block].Text.Split('\n').Length);
            lines.InsertRange(Blocks[block].Line, text.Split('\n'));
        }
        return string.Join('\n', lines);
    }

    /// <summary>Every page of the repository.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. from file in Files("", SearchOption.TopDirectoryOnly).Concat(Files("docs")).Concat(Files("examples"))
           orderby file
           select new Page(file, File.ReadAllText(System.IO.Path.Combine(Repository.Root, file))),
    ];

    public static Page Of(string path) => All.Single(page => page.Path == path);

    /// <summary>A page that is not in the repository: the tests' own tests.</summary>
    public static Page Planted(string text, string path = "planted.md") => new(path, text);

    private static IEnumerable<string> Files(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.md", depth)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

    [GeneratedRegex(@"^(?<indent>\s*)```(?<language>\w*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`]*`", RegexOptions.CultureInvariant)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|<img [^>]*src=""(?<target>[^""]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.CultureInvariant)]
    private static partial Regex NoAnchor();
}
