using System.CommandLine;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask resume DIR</c>: a run goes on where it was stopped.</summary>
internal sealed class ResumeCommand : Command
{
    private readonly Argument<string> _run = SharedOptions.Run();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<bool> _scores = SharedOptions.Scores();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _quiet = SharedOptions.Quiet();

    public ResumeCommand(Terminal terminal) : base("resume", "Go on with a run that was stopped or killed.")
    {
        Add(_run);
        foreach (var option in new Option[] { _threads, _scores, _json, _quiet }) Add(option);
        SetAction(arguments => Run(terminal, arguments));
    }

    private int Run(Terminal terminal, ParseResult arguments)
    {
        var directory = arguments.GetRequiredValue(_run);
        var session = new TrainingSession(terminal, directory, arguments.GetValue(_json), arguments.GetValue(_quiet)) { Started = true };
        return session.Run(onEvent => Experiment.Resume(
            directory, new RunOptions { Threads = arguments.GetValue(_threads) ?? 1, KeepScores = arguments.GetValue(_scores), OnEvent = onEvent }, terminal.Interrupted));
    }
}
