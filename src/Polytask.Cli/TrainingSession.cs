using Polytask.Cli.Rendering;
using Polytask.Runs;

namespace Polytask.Cli;

/// <summary>Training as the user sees it: progress, then the result, or how to go on after an interruption.</summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="directory">The run directory.</param>
/// <param name="json">Whether the result is for programs.</param>
/// <param name="quiet">Whether to leave out the progress.</param>
internal sealed class TrainingSession(Terminal terminal, string directory, bool json, bool quiet)
{
    /// <summary>Whether there is a run to go on with.</summary>
    public bool Started { get; set; }

    public int Run(Func<Action<RunEvent>, RunResult> train)
    {
        RunResult result;
        try
        {
            result = RunScreen.For(terminal, quiet).Watch(show => train(happened =>
            {
                Started |= happened is not RowRead;
                show(happened);
            }));
        }
        catch (OperationCanceledException) when (Started)
        {
            terminal.Say($"Stopped. Go on with: polytask resume {directory}");
            return ExitCode.Cancelled;
        }
        var run = RunDirectory.Read(result.Directory);
        if (json) Json.Write(terminal, new TrainingResult(result.Directory, run.Model, run.Report, result.BestEpoch, result.Test, result.Hints), JsonTypes.Default.TrainingResult);
        else Show(result, run);
        return ExitCode.Done;
    }

    private void Show(RunResult result, RunDirectory run)
    {
        terminal.Show(EvaluationTable.Of(result.Test));
        terminal.Output.WriteLine($"Measured on the test rows with the parameters of epoch {result.BestEpoch}.");
        foreach (var hint in result.Hints) terminal.Output.WriteLine($"Hint: {hint}");
        terminal.Output.WriteLine($"Report: {run.Report}");
    }
}
