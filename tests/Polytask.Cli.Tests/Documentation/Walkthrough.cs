using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>
/// A page followed as a reader would: files that it shows are written, commands and programs are run in their order, and what they
/// print is held against what the page shows. Two things differ. Corpora are installed from <c>../shared/data</c> instead of being
/// fetched. And where the page does not show what training prints, a small budget is enough.
/// </summary>
internal sealed partial class Walkthrough(Page page, Clone clone)
{
    private readonly List<string> _leftOut = [];
    private readonly List<(int Block, string Printed, string? Difference)> _shown = [];

    /// <summary>Commands that were not run for want of a corpus.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Blocks, counted from 0, that show output; what was printed; and how they differ, or <c>null</c>.</summary>
    public IReadOnlyList<(int Block, string Printed, string? Difference)> Shown => _shown;

    public void Run()
    {
        foreach (var (i, block) in page.Blocks.Index())
        {
            if (FileName(block) is { } name) File.WriteAllText(name, block.Text);
            var shown = page.Blocks.ElementAtOrDefault(i + 1) is { Language: "text" } next ? next : null;
            var printed = block.Language switch
            {
                "sh" => Run(block, shown is not null),
                "csharp" when CSharp.IsProgram(block.Text) => CSharp.Run(block.Text),
                _ => null,
            };
            if (shown is null || printed is null) continue;
            printed = Output.Excerpt(Output.Tidy(printed, clone.Folder), shown.Text);
            _shown.Add((i + 1, printed, Output.Difference(shown.Text, printed) is { } difference ? $"{page.Path}:{shown.Line}  {difference}" : null));
        }
    }

    /// <summary>The name that a block gives itself in its first line: <c># run.yaml</c>.</summary>
    public static string? FileName(Block block) => NameLine().Match(block.Text) is { Success: true } line ? line.Groups[1].Value : null;

    private string? Run(Block block, bool isShown)
    {
        string? printed = null;
        foreach (var command in Shell.Commands(block))
        {
            if (Arguments(command, isShown) is not { } arguments)
            {
                _leftOut.Add(command.ToString());
                continue;
            }
            var run = CliRun.Of(arguments);
            printed = run.Error + run.Output;
            Assert.True(run.ExitCode == command.ExitCode, $"{page.Path}:{block.Line}  {command}: expected exit code {command.ExitCode}, found {run.ExitCode}.\n{printed}");
        }
        return printed;
    }

    /// <summary>What to run; <c>null</c> where that needs a corpus that is not there.</summary>
    private string[]? Arguments(ShellCommand command, bool isShown) => command.Arguments switch
    {
        ["data", "get", var name, ..] => Repository.Corpus(name) is { } zip ? ["data", "get", name, "--from", zip] : null,
        _ when _leftOut.Count > 0 && OfCorpora().IsMatch(command.ToString()) => null,
        ["train", var runFile, ..] when !isShown => [.. command.Arguments, .. Budget.Of(runFile)],
        _ => [.. command.Arguments],
    };

    [GeneratedRegex(@"\A# ([\w-]+\.\w+)\n", RegexOptions.CultureInvariant)]
    private static partial Regex NameLine();

    [GeneratedRegex("data show|examples/nltk|runs/qc|runs/disjoint", RegexOptions.CultureInvariant)]
    private static partial Regex OfCorpora();
}
