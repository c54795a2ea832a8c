namespace Polytask.Runs.Reporting;

/// <summary>The top of the page: what the run reached, in one sentence and one card per task, and the facts of the run.</summary>
internal static class Heading
{
    private const int MostCards = 24;

    public static Markup Write(ReportInput input, string name)
    {
        var (part, tasks) = input.Main;
        var html = new Html();
        html.Add($"""<header><p class="eyebrow">Polytask run</p><h1>{name}</h1><p class="verdict">{Verdict(input, part, tasks)}</p>""");
        if (tasks.Count > 0)
            html.Add($"""<div class="cards">{Html.Each(tasks.Take(MostCards), Card)}</div>""");
        html.Add($"""<dl class="facts">{Html.Each(Facts(input), (h, f) => h.Add($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl></header>""");
        return html.ToMarkup();
    }

    private static string Verdict(ReportInput input, string part, IReadOnlyList<TaskEvaluation> tasks)
    {
        var history = input.History;
        var epochs = history.Started?.Epochs ?? history.Epochs.Count;
        if (history.Completed is null)
            return $"The run is not finished: {history.Epochs.Count} of {epochs} epochs are done. Go on with it: polytask resume.";
        var count = history.Started?.Tasks.Count ?? tasks.Count;
        var model = count == 1 ? "One task, one model." : $"{count} tasks, one model.";
        return tasks.Count == 0 ? $"{model} There were no {part} rows to measure it on."
            : $"{model} Measured on {part} rows that training never saw, with the model of epoch {history.Completed.BestEpoch}.";
    }

    private static void Card(Html html, TaskEvaluation task)
    {
        var first = task.Metrics.Count > 0 ? task.Metrics[0] : new MetricValue("loss", task.Loss, HigherIsBetter: false);
        html.Add($"""<div class="card"><p class="task">{task.Task}</p><p class="figure">{Figures.Format(first.Value)}</p><p class="metric">{Figures.Name(first)}</p>""");
        if (first is { Low: { } low, High: { } high })
        {
            html.Add($"""<p class="interval">95 % interval {Figures.Interval(first)}</p>""");
            if (first.Unit is null && low >= 0 && high <= 1)
                html.Add($"""<div class="range" style="--low:{Figures.Css(low)};--high:{Figures.Css(high)};--at:{Figures.Css(first.Value)}"><i></i><b></b></div>""");
        }
        html.Add($"</div>");
    }

    private static IEnumerable<(string Name, string Value)> Facts(ReportInput input)
    {
        var history = input.History;
        if (history.Started is { } started)
        {
            yield return ("Regime", started.Regime);
            yield return ("Epochs", history.Completed is { } done ? $"{done.Epochs} of {started.Epochs}, best {done.BestEpoch}" : $"{history.Epochs.Count} of {started.Epochs}");
            yield return ("Rows", Figures.Count(started.Rows));
            foreach (var (part, rows) in started.Parts) yield return ($"{part} rows", Figures.Count(rows));
            yield return ("Parameters", Figures.Count(started.Model.Sum(p => p.Parameters)));
            yield return ("Seed", Figures.Count(started.Seed));
            if (started.Balancing.Length > 0) yield return ("Balancing", started.Balancing);
            if (started.Gradients.Length > 0) yield return ("Gradients", started.Gradients);
        }
        if (history.Completed is { } completed) yield return ("Time", Figures.Duration(completed.Seconds));
    }
}
