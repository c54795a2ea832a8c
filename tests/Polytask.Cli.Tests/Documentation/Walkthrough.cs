using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>
/// A page followed as a reader would: files that it shows are written, commands and programs are run in their order, and what they
/// print is held against what the page shows. Two things differ. Corpora are installed from <c>../shared/data</c> instead of being
/// fetched. And where the page does not show what training prints, one epoch is enough.
/// </summary>
internal sealed partial class Walkthrough(Page page, Workplace workplace)
{
    private readonly List<string> _leftOut = [];

    /// <summary>Commands that were not run for want of a corpus.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Blocks whose output differs from the one shown: what was printed, by the shown block.</summary>
    public List<(Block Shown, string Printed, string Difference)> Differences { get; } = [];

    /// <summary>Whether a block shows a run file that is wrong, to show the message.</summary>
    public static bool IsMistaken(Block block) => FileName().Match(block.Text) is { Success: true } name && name.Groups[1].Value.StartsWith("mistakes", StringComparison.Ordinal);

    public async Task RunAsync()
    {
        for (var i = 0; i < page.Blocks.Count; i++)
        {
            var block = page.Blocks[i];
            var shown = page.Blocks.ElementAtOrDefault(i + 1) is { Language: "text" } next ? next : null;
            var printed = block.Language switch
            {
                "sh" => await RunAsync(block, shown is not null),
                "csharp" when CSharp.IsProgram(block.Text) => CSharp.Run(block.Text),
                _ => null,
            };
            if (block.Language is "yaml" or "csv" && FileName().Match(block.Text) is { Success: true } name) File.WriteAllText(name.Groups[1].Value, block.Text);
            if (shown is null || printed is null) continue;
            printed = Output.Tidy(printed, workplace.Folder);
            if (Output.Difference(shown.Text, printed) is { } difference) Differences.Add((shown, Output.Excerpt(printed, shown.Text), difference));
        }
    }

    private async Task<string?> RunAsync(Block block, bool isShown)
    {
        var commands = Shell.Commands(block).ToList();
        string? printed = null;
        foreach (var command in commands)
        {
            if (Arguments(command, isShown) is not { } arguments) _leftOut.Add(command.ToString());
            else printed = await RunAsync(command, arguments);
        }
        return printed;
    }

    private async Task<string> RunAsync(ShellCommand command, IReadOnlyList<string> arguments)
    {
        using var stream = new MemoryStream();
        var code = await CommandLine.RunAsync(arguments, new Terminal(Stream.Null, stream, stream, () => TestContext.Current.CancellationToken));
        var printed = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.True(code == command.ExitCode, $"{page.Path}  {command}: expected exit code {command.ExitCode}, found {code}.\n{printed}");
        return printed;
    }

    /// <summary>What to run; <c>null</c> where that needs a corpus that is not there.</summary>
    private IReadOnlyList<string>? Arguments(ShellCommand command, bool isShown)
    {
        if (command.Arguments is ["data", "get", var name]) return Repository.Corpus(name) is { } zip ? [.. command.Arguments, "--from", zip] : null;
        if (_leftOut.Count > 0 && command.Arguments is ["data", "show", ..] or [_, "examples/nltk/" or "runs/qc", ..]) return null;
        return command.Arguments is ["train", ..] && !isShown ? [.. command.Arguments, "--set", "training.epochs=1"] : command.Arguments;
    }

    [GeneratedRegex(@"^# ([\w-]+\.\w+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
