namespace Polytask.Runs.Reporting;

/// <summary>
/// The report of a run: one HTML file without scripts that needs no network, is readable in light and dark, narrow and wide, and
/// prints. Made of the run's events, metrics and run file alone, so that it can be written again at any time.
/// </summary>
public static class Report
{
    /// <summary>Writes <c>report.html</c> into a run directory.</summary>
    /// <exception cref="CheckpointException">A file of the run cannot be read, or the report cannot be written.</exception>
    public static void Write(RunDirectory run) => Write(run, ReportInput.Read(run));

    /// <summary>Writes <c>report.html</c> of what was read from the run directory.</summary>
    internal static void Write(RunDirectory run, ReportInput input) => AtomicFile.WriteText(run.Report, Render(input, ScottPlotChart.Draw));

    /// <summary>The report as text.</summary>
    /// <param name="input">What it is made of.</param>
    /// <param name="draw">Draws a chart as SVG; where it throws <see cref="NotSupportedException"/>, the report says why and goes without.</param>
    public static string Render(ReportInput input, Func<LineChart, string> draw)
    {
        var name = input.History.Started?.Name ?? input.Name;
        Section[] sections =
        [
            new("notices", "Notices", Notices.Write(input)),
            new("hints", "Hints", HintList.Write(input)),
            new("results", "Results", Results.Write(input)),
            new("curves", "Learning curves", LearningCurves.Write(input, draw)),
            new("balance", "Balance of the tasks", BalanceOfTasks.Write(input, draw)),
            new("gates", "Gates", Gates.Write(input)),
            new("confusion", "Confusion", ConfusionMatrices.Write(input)),
            new("samples", "Samples", RowsShown.WriteSamples(input)),
            new("mistakes", "Hardest mistakes", RowsShown.WriteMistakes(input)),
            new("forgetting", "Forgetting", Forgetting.Write(input)),
            new("data", "Data", DataSummary.Write(input)),
            new("model", "Model", ModelParts.Write(input)),
            new("run-file", "Run file", RunFileListing.Write(input)),
        ];
        return Page.Render(name, Heading.Write(input, name), sections);
    }
}
