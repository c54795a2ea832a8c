using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Data;
using Polytask.Runs;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask evaluate DIR</c>: a model measured on rows with labels.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Argument<string> _model = SharedOptions.Model();
    private readonly Option<Part?> _part = SharedOptions.Choice<Part>("--part", "Which rows of the run's own data; by default the test rows.");
    private readonly Option<string?> _data = new("--data") { Description = "Other data with the same columns: CSV, TSV or JSON Lines.", HelpName = "FILE" };
    private readonly Option<bool> _json = SharedOptions.Json();

    public EvaluateCommand(Terminal terminal) : base("evaluate", "Measure a trained model on the run's own data, or on other data.")
    {
        Add(_model);
        foreach (var option in new Option[] { _part, _data, _json }) Add(option);
        Validators.Add(given =>
        {
            if (given.GetResult(_data) is not null && given.GetResult(_part) is not null) given.AddError("--part  is a part of the run's own data. Leave it out, or leave out --data.");
        });
        SetAction(arguments => Run(terminal, arguments));
    }

    private int Run(Terminal terminal, ParseResult arguments)
    {
        var directory = arguments.GetRequiredValue(_model);
        var model = ModelPath.Find(directory);
        var part = arguments.GetValue(_part) ?? Part.Test;
        var file = arguments.GetValue(_data);
        if (file is null && !RunDirectory.IsRun(directory))
            throw new ConfigurationException($"{directory}  is not the directory of a run, so it has no data of its own. Name the directory of a run, or the data: --data FILE.");
        var measured = RunScreen.For(terminal, quiet: false).Watch(show => file is not null
            ? Experiment.Evaluate(model, DataFile.Source(file), show, terminal.Interrupted)
            : Experiment.Evaluate(directory, part, show, terminal.Interrupted));
        if (arguments.GetValue(_json)) Json.Write(terminal, new EvaluationResult(file ?? part.ToString().ToLowerInvariant(), measured), JsonTypes.Default.EvaluationResult);
        else terminal.Show(EvaluationTable.Of(measured));
        return ExitCode.Done;
    }
}
