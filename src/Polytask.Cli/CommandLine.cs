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
            var exitCode = await Parse(arguments, terminal).InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            await terminal.Output.FlushAsync();
            return exitCode;
        }
        catch (Exception failure)
        {
            return Failure.Report(failure, terminal);
        }
    }

    /// <summary>Reads a command line; nothing is carried out.</summary>
    /// <exception cref="ConfigurationException">It is wrong.</exception>
    public static ParseResult Parse(IReadOnlyList<string> arguments, Terminal terminal)
    {
        var parsed = Root(terminal).Parse(arguments, Parsing);
        Usage.Check(parsed);
        return parsed;
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Multi-task learning: one model that predicts several columns.")
        {
            new InitCommand(terminal),
            new CheckCommand(terminal),
            new TrainCommand(terminal),
            new ResumeCommand(terminal),
            new CompareCommand(terminal),
            new EvaluateCommand(terminal),
            new PredictCommand(terminal),
            new ReportCommand(terminal),
            new MethodsCommand(terminal),
            new ExplainCommand(terminal),
            new ToyCommand(terminal),
            new SchemaCommand(terminal),
            new DataCommand(terminal),
            new DoctorCommand(terminal),
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(terminal.Output);
        root.SetAction(ShowHelp);
        return root;
    }

    /// <summary>What a command does that only groups others.</summary>
    public static int ShowHelp(ParseResult parsed) => new HelpAction().Invoke(parsed);

    private sealed class VersionAction(TextWriter output) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            output.WriteLine(typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
            return ExitCode.Done;
        }
    }
}
