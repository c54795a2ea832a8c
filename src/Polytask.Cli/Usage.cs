using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Polytask.Catalog;

namespace Polytask.Cli;

/// <summary>What is wrong with a command line.</summary>
internal static class Usage
{
    /// <summary>Says what is wrong; the command line is not carried out.</summary>
    /// <exception cref="ConfigurationException">Something is; all of it at once.</exception>
    public static void Check(ParseResult parsed)
    {
        if (parsed.Action is SynchronousCommandLineAction { ClearsParseErrors: true }) return;
        var command = parsed.CommandResult.Command;
        string[] unknown = [.. Misplaced(parsed), .. parsed.UnmatchedTokens];
        if (unknown.Length == 0 && parsed.Action is not ParseErrorAction) return;
        // Whatever else is wrong may come of what was not understood.
        var problems = unknown.Length > 0 ? unknown.Select(token => Describe(token, command)) : parsed.Errors.Select(error => error.Message);
        throw new ConfigurationException([.. problems, $"See '{Path(command)} --help'."]);
    }

    /// <summary>Misspelt options that took the place of an argument. Behind <c>--</c> stand arguments only.</summary>
    private static IEnumerable<string> Misplaced(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? []
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(value => value is ['-', _, ..]);

    private static string Describe(string token, Command command)
    {
        if (token.StartsWith('-')) return $"{Path(command)}  '{token}' is not an option. {Suggestion.Cure(token, Names([.. command.Options, .. Parents(command).SelectMany(parent => parent.Options).Where(option => option.Recursive)]))}";
        return command.Subcommands.Count > 0
            ? $"{Path(command)}  '{token}' is not a command. {Suggestion.Cure(token, Names(command.Subcommands))}"
            : $"{Path(command)}  '{token}' is one argument too many. Put an argument with spaces in quotes, or remove it.";
    }

    private static List<string> Names(IEnumerable<Symbol> symbols) => [.. symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)];

    private static string Path(Command command) => string.Join(' ', Parents(command).Select(parent => parent.Name).Prepend(command.Name).Reverse().Skip(1).Prepend("polytask"));

    /// <summary>The commands that a command belongs to, the nearest first.</summary>
    private static IEnumerable<Command> Parents(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Parents(parent).Prepend(parent));
}
