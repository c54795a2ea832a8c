using Polytask.Runs;

namespace Polytask.Cli.Rendering;

/// <summary>Shows the events of a run as they happen.</summary>
internal abstract class RunScreen
{
    /// <summary>A bar on a terminal, lines elsewhere, nothing where nothing is wanted.</summary>
    public static RunScreen For(Terminal terminal, bool quiet) =>
        quiet ? new Blank() : terminal.ErrorIsTerminal ? new RunBar(terminal.Messages) : new RunLines(terminal.Error);

    /// <summary>Does the work and shows what it tells.</summary>
    public abstract T Watch<T>(Func<Action<RunEvent>, T> work);

    /// <summary>What a run begins with, on one line.</summary>
    protected static string Describe(RunStarted run) => Figures.Format(
        $"{run.Name}: {run.Rows:N0} rows, {run.Tasks.Count} {(run.Tasks.Count == 1 ? "task" : "tasks")}, {run.Model.Sum(part => part.Parameters):N0} parameters; {run.Regime} training, {run.Epochs:N0} epochs, {run.Steps:N0} steps");

    /// <summary>That training or a task of it stopped before its last epoch.</summary>
    protected static string Describe(TaskStopped stopped) =>
        $"{stopped.Task ?? "training"} stopped early after epoch {stopped.Epoch}: epoch {stopped.BestEpoch} was the best";

    /// <summary>How all tasks stand after a stage of sequential training.</summary>
    protected static string Describe(StageCompleted stage) =>
        $"stage {stage.Stage} ({stage.Task}) done: {string.Join(", ", stage.Tasks.Select(Describe))}";

    private static string Describe(TaskProgress task) =>
        task.Validation is [var first, ..] ? $"{task.Task} {Figures.Of(first.Value)}" : task.Task;

    private sealed class Blank : RunScreen
    {
        public override T Watch<T>(Func<Action<RunEvent>, T> work) => work(_ => { });
    }
}
