using System.Globalization;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>The report of a comparison: one HTML file that needs no network, for the screen in light and dark and for paper.</summary>
internal static class ComparisonReport
{
    /// <summary>The report as text.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="runs">The runs.</param>
    public static string Render(ComparisonResult result, IReadOnlyList<FinishedRun> runs)
    {
        Section[] sections =
        [
            new("tasks", "Task by task", Tasks(result)),
            new("contenders", "What was compared", Contenders(result)),
            new("search", "How they were found", SearchTable.Write(result)),
            new("curves", "How they learnt", ContenderCurves.Write(result, runs, ScottPlotChart.Draw)),
            new("seeds", "Seed by seed", SeedBoxes.Write(result)),
            new("ranks", "Ranks", RankDiagram.Write(result)),
            new("trade-off", "Give and take", TradeOff.Write(result, ScottPlotChart.Draw)),
            new("causes", "Why", CauseTables.Write(result)),
            new("advice", "What to do", Recommendations(result)),
            new("runs", "Runs", Runs(result.Directory, runs)),
        ];
        return Page.Render(result.Name, Heading(result), sections);
    }

    private static Markup Heading(ComparisonResult result)
    {
        var html = new Html();
        var alone = result.Alone;
        html.Add($"""
            <header><p class="eyebrow">Polytask comparison</p><h1>{result.Name}</h1><p class="verdict">{result.Sentence}</p>
            <dl class="facts"><div><dt>Shared model</dt><dd>{result.Chosen?.Name ?? "–"}</dd></div>
            <div><dt>Mean improvement over the tasks alone</dt><dd>{Percent(result.Chosen?.Improvement)}</dd></div>
            <div><dt>Parameters, one model</dt><dd>{Figures.Count(result.Chosen?.Parameters ?? 0)}</dd></div>
            <div><dt>Parameters, one for each</dt><dd>{Figures.Count(alone.Parameters)}</dd></div>
            <div><dt>Seeds</dt><dd>{string.Join(", ", result.Seeds)}</dd></div></dl></header>
            """);
        return html.ToMarkup();
    }

    private static Markup Tasks(ComparisonResult result)
    {
        var html = new Html();
        foreach (var contender in result.Contenders.Where(one => one.Chosen || one == result.Given).Where(one => one.Tasks.Count > 0).OrderByDescending(one => one.Chosen))
            DifferenceTable.Write(html, contender, result.Alone);
        html.Add($"""
            <p class="note">Measured on test rows by each task's first metric; right of the line is better than the task alone. The interval is 95 % for the chance of seeds
            and of rows together. Models were chosen on validation rows.{(result.Seeds.Count == 1 ? " With one seed, how much training itself varies is not in the intervals." : "")}</p>
            """);
        CsvDownload.Write(html, "tasks.csv", ["model", "task", "metric", "test", "deviation", "validation", "difference", "low", "high", "verdict"],
            from contender in result.Contenders
            from task in contender.Tasks
            select (object?[])[contender.Name, task.Task, task.Metric, task.Test, task.Deviation, task.Validation, task.Difference, task.Low, task.High, task.Verdict.ToString().ToLowerInvariant()]);
        return html.ToMarkup();
    }

    private static Markup Contenders(ComparisonResult result)
    {
        var html = new Html();
        html.Add($"""
            <div class="scroll"><table class="numbers sortable">
            <thead><tr><th>Model</th><th>Δm, test</th><th>Improvement</th><th>Δm, validation</th><th>Mean rank</th><th>Parameters</th><th>Time, one seed</th></tr></thead>
            <tbody>{Html.Each(result.Contenders.OrderBy(one => one.DeltaM ?? double.PositiveInfinity), WriteContender)}</tbody></table></div>
            <p class="note">Δm is the mean relative change of the tasks' first metrics against the tasks alone, in percent, counted as in the literature: lower is better; that of R² and
            kappa is relative to what they leave unexplained. The improvement is the same with the sign turned. The best shared model on validation rows is marked.{(result.Weightings > 1 ? $" Of {result.Weightings} fixed weightings the best on validation rows is shown: it says what tuning the weights alone would bring." : "")}</p>
            """);
        return html.ToMarkup();
    }

    private static void WriteContender(Html html, ContenderResult one)
    {
        if (one.Failure is { } failure) html.Add($"""<tr><th>{one.Name}</th><td colspan="6" class="worse">failed: {failure}</td></tr>""");
        else html.Add($"""
            <tr><th>{one.Name}{(one.Chosen ? " ✓" : "")}</th>{Cell(one.DeltaM, Percent(one.DeltaM))}{Cell(one.Improvement, Percent(one.Improvement))}{Cell(one.ValidationDeltaM, Percent(one.ValidationDeltaM))}{Cell(one.MeanRank, one.MeanRank?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–")}{Cell(one.Parameters, Figures.Count(one.Parameters))}{Cell(one.Seconds, Figures.Duration(one.Seconds))}</tr>
            """);
    }

    private static Markup Cell(double? value, string text)
    {
        var html = new Html();
        html.Add($"""<td data-value="{value?.ToString("R", CultureInfo.InvariantCulture) ?? ""}">{text}</td>""");
        return html.ToMarkup();
    }

    private static Markup Recommendations(ComparisonResult result)
    {
        var html = new Html();
        if (result.Recommendations.Count > 0)
            html.Add($"""
                <ol>{Html.Each(result.Recommendations, (h, one) => h.Add($"""<li>{one.Text} {(one.Expected is { } expected ? $"Expected: Δm lower by {Percent(expected)}. " : "")}{(one.RunFile is { } file ? Train(file) : default)}</li>"""))}</ol>
                """);
        if (result.Fix is { } fix) html.Add($"<p><b>{fix.Sentence}</b></p>");
        if (result.Delivered is { } delivered) html.Add($"<p><b>{delivered.Sentence}</b> It is in the folder <code>{delivered.Directory}</code> beside this report.</p>");
        return html.ToMarkup();

        static Markup Train(string file)
        {
            var command = new Html();
            command.Add($"""<code>polytask train {file}</code>""");
            return command.ToMarkup();
        }
    }

    private static Markup Runs(string directory, IReadOnlyList<FinishedRun> runs)
    {
        var html = new Html();
        html.Add($"""
            <details><summary>{runs.Count} runs, each with its own report</summary><ul>{Html.Each(runs, (h, one) => h.Add($"""<li><a href="{Path.GetRelativePath(directory, RunDirectory.Read(one.Directory).Report).Replace('\\', '/')}">{one.Run.Title}</a></li>"""))}</ul></details>
            {SortScript.Markup}
            """);
        return html.ToMarkup();
    }

    private static string Percent(double? value) => value is { } v ? v.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) + " %" : "–";
}
