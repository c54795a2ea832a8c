namespace Polytask.Runs.Reporting;

/// <summary>Loss and chosen metric over the epochs, over all tasks and for each: where training and validation part, it overfits.</summary>
internal static class LearningCurves
{
    public static Markup Write(ReportInput input, Func<LineChart, string> draw)
    {
        var html = new Html();
        if (input.History.Epochs.Count == 0) return html.ToMarkup();
        var stages = input.History.Stages.Count > 0 ? """<span class="stage">end of a stage</span>""" : "";
        try
        {
            html.Add($"""
                <p class="legend">By epoch: <span class="training">training</span><span class="validation">validation</span><span class="best">best epoch</span>{new Markup(stages)}</p>
                <div class="charts">{Html.Each(Charts(input.History), (h, c) => h.Add($"""
                    <figure><figcaption><b>{c.Title}</b> {c.Measure}<span>{c.Remark}</span></figcaption>{new Markup(draw(c.Chart))}</figure>
                    """))}</div>
                """);
            return html.ToMarkup();
        }
        catch (NotSupportedException exception)
        {
            html = new Html();
            html.Add($"<p>The learning curves are left out: {exception.Message}</p>");
            return html.ToMarkup();
        }
    }

    private static IEnumerable<(string Title, string Measure, string Remark, LineChart Chart)> Charts(RunHistory history)
    {
        var epochs = history.Epochs;
        var tasks = epochs.SelectMany(e => e.Tasks).Select(t => t.Task).Distinct().ToList();
        LineChart Chart(params IEnumerable<(CurveKind Kind, Func<EpochCompleted, double?> Value)> curves) => new(
            [.. curves.Select(c => new Curve(c.Kind, [.. epochs.Select(e => c.Value(e) ?? double.NaN)])).Where(c => c.Values.Any(double.IsFinite))],
            history.BestEpoch >= 0 ? history.BestEpoch + 1 : null,
            [.. history.Stages.Select(s => s.Epoch)]);

        if (tasks.Count > 1)
        {
            var loss = Chart((CurveKind.Training, e => Mean(e, t => t.TrainingLoss)), (CurveKind.Validation, e => Mean(e, t => t.ValidationLoss)));
            yield return ("All tasks", "mean loss", Remark(loss), loss);
            var score = Chart((CurveKind.Validation, e => e.Score));
            if (score.Curves.Count > 0) yield return ("All tasks", "score", Remark(score), score);
        }
        foreach (var task in tasks)
        {
            TaskProgress? At(EpochCompleted epoch) => epoch.Tasks.FirstOrDefault(t => t.Task == task);
            var loss = Chart((CurveKind.Training, e => At(e)?.TrainingLoss), (CurveKind.Validation, e => At(e)?.ValidationLoss));
            if (loss.Curves.Count > 0) yield return (task, "loss", Remark(loss), loss);
            var metric = Chart((CurveKind.Validation, e => At(e)?.Validation is [var first, ..] ? first.Value : null));
            if (metric.Curves.Count > 0)
                yield return (task, Figures.Name(epochs.Select(At).First(t => t?.Validation.Count > 0)!.Validation[0]), Remark(metric), metric);
        }
    }

    private static string Remark(LineChart chart) =>
        chart.Best is { } best && chart.Curves.LastOrDefault(c => c.Kind == CurveKind.Validation) is { } validation && double.IsFinite(validation.Values[best - 1])
            ? $"{Figures.Format(validation.Values[best - 1])} at epoch {best}"
            : "";

    private static double? Mean(EpochCompleted epoch, Func<TaskProgress, double?> figure) => epoch.Tasks.Select(figure).Average();
}
