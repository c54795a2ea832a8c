using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>How the models learn, side by side: the first metric of each task on validation rows, epoch by epoch, the mean over the seeds; and the weights that the best one gave the tasks.</summary>
internal static class ContenderCurves
{
    private const int TasksShown = 12;

    public static Markup Write(ComparisonResult result, IReadOnlyList<FinishedRun> runs, Func<LineChart, string> draw)
    {
        var html = new Html();
        ContenderResult[] contenders = [.. result.Contenders.Where(one => one.Tasks.Count > 0)];
        try
        {
            html.Add($"""
                <p class="legend">By epoch, on validation rows: {Html.Each(contenders.Index(), (h, one) => h.Add($"""<span class="one" style="--colour:{StyleSheet.ColourOf(one.Index)};--pattern:{(StyleSheet.IsDashed(one.Index) ? "dashed" : "solid")}">{one.Item.Name}</span>"""))}</p>
                """);
            var tasks = result.Alone.Tasks.Take(TasksShown).ToList();
            var curves = tasks.Select(task => contenders.Select(one => Mean(Histories(runs, one, task.Task), task.Task)).ToList()).ToList();
            html.Add($"""
                <div class="charts">{Html.Each(tasks.Zip(curves), (h, one) => h.Add($"""
                    <figure><figcaption><b>{one.First.Task}</b> {one.First.Metric.Replace('_', ' ')}</figcaption>{new Markup(draw(Chart(one.Second)))}</figure>
                    """))}{Weights(result, runs, draw)}</div>
                """);
            CsvDownload.Write(html, "curves.csv", ["task", "metric", "model", "epoch", "validation"],
                from task in tasks.Zip(curves)
                from one in contenders.Zip(task.Second)
                from value in one.Second.Select((value, epoch) => (value, epoch))
                select (object?[])[task.First.Task, task.First.Metric, one.First.Name, value.epoch + 1, value.value]);
        }
        catch (NotSupportedException exception)
        {
            html = new Html();
            html.Add($"<p>The curves are left out: {exception.Message}</p>");
        }
        return html.ToMarkup();
    }

    private static Markup Weights(ComparisonResult result, IReadOnlyList<FinishedRun> runs, Func<LineChart, string> draw)
    {
        var html = new Html();
        if (result.Chosen is not { } chosen || runs.FirstOrDefault(run => run.Run.Contender == chosen.Name) is not { } run) return html.ToMarkup();
        var steps = run.History.Balances.Where(step => step.Weights is not null && step.Tasks.Count == chosen.Tasks.Count).ToList();
        if (steps.SelectMany(step => step.Weights!).Distinct().Take(2).Count() < 2) return html.ToMarkup();
        var chart = new LineChart(
            [.. chosen.Tasks.Select((task, t) => new Curve(CurveKind.Task, [.. steps.Select(step => step.Weights![step.Tasks.ToList().IndexOf(task.Task)])], t))], null, [], [.. steps.Select(step => (double)step.Step)]);
        html.Add($"""
            <figure><figcaption><b>Weights</b> of {chosen.Name}, by step, seed {run.Run.Seed}: {Html.Each(chosen.Tasks.Index(), (h, task) => h.Add($"""<b style="color:{StyleSheet.ColourOf(task.Index)}">{task.Item.Task}</b>"""))}</figcaption>{new Markup(draw(chart))}</figure>
            """);
        return html.ToMarkup();
    }

    private static IEnumerable<RunHistory> Histories(IReadOnlyList<FinishedRun> runs, ContenderResult contender, string task) =>
        runs.Where(run => run.Run.Contender == contender.Name && (run.Run.Task ?? task) == task).Select(run => run.History);

    private static double[] Mean(IEnumerable<RunHistory> histories, string task)
    {
        var curves = histories.Select(history => history.Epochs.Select(epoch => epoch.Tasks.FirstOrDefault(one => one.Task == task)?.Validation is [var first, ..] ? first.Value : double.NaN).ToArray()).ToList();
        return [.. Enumerable.Range(0, curves.Count == 0 ? 0 : curves.Min(curve => curve.Length)).Select(epoch => curves.Average(curve => curve[epoch]))];
    }

    private static LineChart Chart(List<double[]> curves) =>
        new([.. curves.Select((curve, i) => new Curve(CurveKind.Task, curve, i)).Where(curve => curve.Values.Any(double.IsFinite))], null, []);
}
