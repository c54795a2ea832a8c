using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>A command of polytask as a page has it.</summary>
/// <param name="Arguments">What follows the program's name.</param>
/// <param name="ExitCode">How the page says that it ends: 0, unless <c># exit code 2</c> stands behind it.</param>
internal sealed record ShellCommand(IReadOnlyList<string> Arguments, int ExitCode)
{
    public override string ToString() => $"polytask {string.Join(' ', Arguments)}";
}

/// <summary>Reads <c>sh</c> blocks.</summary>
internal static partial class Shell
{
    private const string FromSource = "dotnet run --project src/Polytask.Cli -- ";
    private const string Installed = "polytask ";
    private static readonly string[] Others = ["dotnet test", "dotnet pack", "dotnet tool install", "dotnet new", "dotnet add", "dotnet nuget add source", "git clone", "cd"];

    /// <summary>The commands of polytask in a block.</summary>
    /// <exception cref="FormatException">A line is neither one of them nor another command that pages use.</exception>
    public static IEnumerable<ShellCommand> Commands(Block block)
    {
        foreach (var line in block.Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var command = line.StartsWith(FromSource, StringComparison.Ordinal) ? line[FromSource.Length..] : line.StartsWith(Installed, StringComparison.Ordinal) ? line[Installed.Length..] : null;
            if (command is not null) yield return Read(command);
            else if (!Others.Any(other => line == other || line.StartsWith($"{other} ", StringComparison.Ordinal))) throw new FormatException($"\"{line}\" is not a command that pages use.");
        }
    }

    private static ShellCommand Read(string line)
    {
        var comment = Comment().Match(line);
        var code = ExitCode().Match(comment.Value);
        var words = Word().Matches(line[..(comment.Success ? comment.Index : line.Length)]);
        return new ShellCommand([.. words.Select(word => Unquoted(word.Value))],
            code.Success ? int.Parse(code.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0);
    }

    private static string Unquoted(string word) => Quoted().Replace(word, "$1$2");

    [GeneratedRegex("""\"([^"]*)\"|'([^']*)'""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+# .*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"# exit code (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex ExitCode();

    [GeneratedRegex("""(?:[^\s"']|"[^"]*"|'[^']*')+""", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
