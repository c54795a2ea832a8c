using System.CommandLine;
using Polytask.Catalog;
using Polytask.Cli.Rendering;
using Polytask.Configuration;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask explain KEY</c>: what a key of a run file means.</summary>
internal sealed class ExplainCommand : Command
{
    private readonly Argument<string?> _key = new("KEY")
    {
        Description = "A key such as training.batchSize, or a kind such as optimiser.adam; by default the whole run file.",
        HelpName = "KEY",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ExplainCommand(Terminal terminal) : base("explain", "Explain a key of run files: what it does, what it takes, its default.")
    {
        _key.CompletionSources.Add(_ => Explanation.Of("").Options.Select(option => option.Key));
        Add(_key);
        SetAction(arguments => Run(terminal, Explanation.Of(arguments.GetValue(_key) ?? "")));
    }

    private static int Run(Terminal terminal, Explanation explained)
    {
        terminal.Output.WriteLine(explained.Path.Length > 0 ? $"{explained.Path}: {explained.Summary}" : explained.Summary);
        terminal.Show(Layout.Definitions(Facts(explained)));
        Section(terminal, "Kinds", explained.Kinds.Select(kind => (kind.Name, kind.Summary)));
        Section(terminal, "Options", explained.Options.Select(option => (option.Key, Text(option))));
        return ExitCode.Done;
    }

    private static IEnumerable<(string, string)> Facts(Explanation explained)
    {
        if (explained.Option is { } option)
        {
            yield return ("takes", option.Expected);
            yield return ("default", Default(option));
        }
        if (explained.Owners.Count > 0) yield return ("option of", string.Join(", ", explained.Owners.Select(kind => kind.Name)));
        if (explained.Kind?.Paper is { } paper) yield return ("paper", paper);
        if (explained.Kind?.Url is { } url) yield return ("see", url);
    }

    private static void Section(Terminal terminal, string title, IEnumerable<(string Name, string Meaning)> definitions)
    {
        if (!definitions.Any()) return;
        terminal.Output.WriteLine($"\n{title}:");
        terminal.Show(Layout.Definitions(definitions));
    }

    private static string Text(OptionDescription option) => $"{option.Summary} Takes {option.Expected}; default: {Default(option)}.";

    private static string Default(OptionDescription option) => option.Required ? "required" : option.DefaultText is { } text ? text : "none";
}
