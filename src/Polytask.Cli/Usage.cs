using System.CommandLine;
using System.CommandLine.Invocation;
using Polytask.Catalog;

namespace Polytask.Cli;

/// <summary>What is wrong with a command line.</summary>
internal static class Usage
{
    /// <summary>Says what is wrong; the command line is not carried out.</summary>
    /// <exception cref="ConfigurationException">Something is; all of it at once.</exception>
    public static void Check(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action is SynchronousCommandLineAction { ClearsParseErrors: true } asked && asked != command.Action) return;
        // Whatever else is wrong may come of what was not understood.
        string[] problems = parsed.UnmatchedTokens.Count > 0
            ? [.. parsed.UnmatchedTokens.Select(token => Describe(token, command))]
            : [.. parsed.Errors.Select(error => error.Message)];
        if (problems.Length > 0) throw new ConfigurationException([.. problems, $"See '{Path(command)} --help'."]);
    }

    private static string Describe(string token, Command command)
    {
        if (token.StartsWith('-')) return $"{Path(command)}  '{token}' is not an option. {Suggestion.Cure(token, Names(command.Options))}";
        return command.Subcommands.Count > 0
            ? $"{Path(command)}  '{token}' is not a command. {Suggestion.Cure(token, Names(command.Subcommands))}"
            : $"{Path(command)}  '{token}' is one argument too many. Put an argument with spaces in quotes, or remove it.";
    }

    private static List<string> Names(IEnumerable<Symbol> symbols) => [.. symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)];

    private static string Path(Command command) =>
        command is RootCommand ? "polytask" : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";
}
