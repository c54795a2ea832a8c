using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Polytask.Cli.Commands;

namespace Polytask.Cli;

/// <summary>The command line: reads it, runs the command it names, answers with an exit code.</summary>
internal static class CommandLine
{
    // A text to predict may begin with '@', which would otherwise name a file with further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        try
        {
            var parsed = Root(terminal).Parse(arguments, Parsing);
            var exitCode = parsed.Action is ParseErrorAction mistake
                ? Refuse(parsed, mistake, terminal)
                : await parsed.InvokeAsync(Invocation(terminal.Output, terminal.Error));
            await terminal.Output.FlushAsync();
            return exitCode;
        }
        catch (Exception failure)
        {
            return Failure.Report(failure, terminal);
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Multi-task learning: one model that predicts several columns.")
        {
            new DoctorCommand(terminal),
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(terminal);
        return root;
    }

    private static InvocationConfiguration Invocation(TextWriter output, TextWriter error) =>
        new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    private static int Refuse(ParseResult parsed, ParseErrorAction mistake, Terminal terminal)
    {
        mistake.ShowHelp = false;
        parsed.Invoke(Invocation(terminal.Error, terminal.Error));
        terminal.Say($"See 'polytask {string.Join(' ', Names(parsed.CommandResult.Command))}--help'.");
        return ExitCode.Refused;
    }

    private static IEnumerable<string> Names(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(Names), command.Name];

    private sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            terminal.Output.WriteLine(typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
            return ExitCode.Done;
        }
    }
}
