using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Text.Corpora;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask data get NAME</c>: a corpus fetched, or installed from disk.</summary>
internal sealed class DataGetCommand : Command
{
    private readonly Argument<string> _name = new("NAME") { Description = "The corpus; see polytask data list.", HelpName = "NAME" };
    private readonly Option<string?> _from = new("--from") { Description = "Install it from a file or folder on disk.", HelpName = "PATH" };

    public DataGetCommand(Terminal terminal) : base("get", "Fetch a corpus into the cache, and verify it.")
    {
        _name.CompletionSources.Add(_ => CorpusPackages.All.Select(package => package.Name));
        Add(_name);
        Add(_from);
        SetAction((arguments, _) => RunAsync(terminal, arguments.GetRequiredValue(_name), arguments.GetValue(_from)));
    }

    private static async Task<int> RunAsync(Terminal terminal, string name, string? from)
    {
        var store = new CorpusStore();
        var installed = from is null
            ? await DownloadScreen.For(terminal).WatchAsync(progress => store.GetAsync(name, progress, terminal.Interrupted))
            : await store.InstallAsync(name, from, terminal.Interrupted);
        terminal.Output.WriteLine($"{installed.Package.Name} is installed in {installed.Directory}. Licence: {installed.Package.Licence}");
        return ExitCode.Done;
    }
}
