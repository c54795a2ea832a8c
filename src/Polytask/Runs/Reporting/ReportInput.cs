namespace Polytask.Runs.Reporting;

/// <summary>All that a report is made of.</summary>
/// <param name="Name">The run's name where its first event is missing.</param>
/// <param name="History">The events.</param>
/// <param name="Parts">The evaluations by part of the data.</param>
/// <param name="RunFile">The resolved run file, as text.</param>
public sealed record ReportInput(
    string Name, RunHistory History, IReadOnlyDictionary<string, IReadOnlyList<TaskEvaluation>> Parts, string RunFile)
{
    /// <summary>The part whose figures count, and its name: test rows where there are any, else validation rows.</summary>
    internal (string Part, IReadOnlyList<TaskEvaluation> Tasks) Main =>
        Parts.TryGetValue("test", out var test) && test.Count > 0 ? ("test", test)
        : History.Completed is { Test: { Count: > 0 } done } ? ("test", done)
        : Parts.TryGetValue("validation", out var validation) && validation.Count > 0 ? ("validation", validation)
        : ("test", []);

    /// <summary>Reads a run directory.</summary>
    /// <exception cref="CheckpointException">A file of the run cannot be read.</exception>
    public static ReportInput Read(RunDirectory run)
    {
        IReadOnlyList<RunEvent> events = File.Exists(run.Events) ? EventLog.Read(run.Events) : [];
        var parts = File.Exists(run.Metrics) ? MetricsFile.Read(run.Metrics) : new Dictionary<string, IReadOnlyList<TaskEvaluation>>();
        try
        {
            return new(Path.GetFileName(Path.GetFullPath(run.Path)), new RunHistory(events), parts, File.ReadAllText(run.RunFile));
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{run.RunFile}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }
}
