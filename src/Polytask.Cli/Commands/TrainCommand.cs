using System.CommandLine;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask train RUNFILE</c>: a model from a run file.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Argument<string> _runFile = SharedOptions.RunFile();
    private readonly Option<string?> _out = new("--out") { Description = "The run directory; by default runs/NAME.", HelpName = "DIR" };
    private readonly Option<string?> _name = new("--name") { Description = "The name of the run, in place of the run file's.", HelpName = "NAME" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the run that lies there." };
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<string[]> _set = SharedOptions.Set();
    private readonly Option<bool> _scores = SharedOptions.Scores();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _quiet = SharedOptions.Quiet();

    public TrainCommand(Terminal terminal) : base("train", "Train a model as a run file says.")
    {
        Add(_runFile);
        foreach (var option in new Option[] { _out, _name, _overwrite, _threads, _set, _scores, _json, _quiet }) Add(option);
        SetAction(arguments => Run(terminal, arguments));
    }

    private int Run(Terminal terminal, ParseResult arguments)
    {
        string[] overrides = [.. arguments.GetValue(_set) ?? [], .. arguments.GetValue(_name) is { } name ? [$"name={name}"] : Array.Empty<string>()];
        var experiment = Experiment.FromFile(arguments.GetRequiredValue(_runFile), overrides);
        var directory = arguments.GetValue(_out) ?? Path.Combine("runs", experiment.File.Name);
        var session = new TrainingSession(terminal, directory, arguments.GetValue(_json), arguments.GetValue(_quiet));
        return session.Run(onEvent => experiment.Train(
            new RunOptions { Directory = directory, Overwrite = arguments.GetValue(_overwrite), Threads = arguments.GetValue(_threads) ?? 1, KeepScores = arguments.GetValue(_scores), OnEvent = onEvent },
            terminal.Interrupted));
    }
}
