namespace Polytask.Runs.Reporting;

/// <summary>How the tasks stood to each other in the steps that were written down: weights, gradients, and whether these pointed apart.</summary>
internal static class BalanceOfTasks
{
    private const int Windows = 20;
    private const int StepsPerWindow = 5;
    private const double WideSpread = 50;

    public static Markup Write(ReportInput input, Func<LineChart, string> draw)
    {
        var html = new Html();
        var history = input.History;
        var tasks = history.Balances.SelectMany(b => b.Tasks).Distinct().OrderBy(t => Place(history, t)).ToList();
        var compared = history.Balances.Where(b => b is { Norms: not null, Tasks.Count: > 1 }).ToList();
        var charts = Charts(history, tasks, compared).ToList();
        var pairs = GradientPairs.Of(tasks, compared);
        if (charts.Count == 0 && pairs is null && history.Affinities.Count == 0) return html.ToMarkup();
        if (pairs is not null) html.Add($"<p>{pairs.Sentence()}</p>");
        WriteCharts(html, history, tasks, charts, draw);
        if (pairs is not null)
        {
            WriteCosines(html, pairs);
            MagnitudeTable.Write(html, pairs.Tasks, (row, column) => pairs[row, column]?.Magnitude ?? double.NaN);
        }
        if (TaskAffinity.Of([.. history.Affinities.SelectMany(one => one.Tasks).Distinct().OrderBy(task => Place(history, task))], history.Affinities) is { } affinity) AffinityTable.Write(html, affinity);
        return html.ToMarkup();
    }

    private static void WriteCharts(Html html, RunHistory history, List<string> tasks, List<(string Title, string Measure, LineChart Chart)> charts, Func<LineChart, string> draw)
    {
        if (charts.Count == 0) return;
        var stages = history.Stages.Count > 0 ? """<span class="stage">end of a stage</span>""" : "";
        try
        {
            var drawn = charts.Select(c => (c.Title, c.Measure, Svg: new Markup(draw(c.Chart)))).ToList();
            html.Add($"""
                <p class="legend">By step: {Html.Each(tasks.Index(), (h, t) => h.Add($"""<span class="one" style="--colour:{StyleSheet.ColourOf(t.Index)};--pattern:{(StyleSheet.IsDashed(t.Index) ? "dashed" : "solid")}">{t.Item}</span>"""))}{new Markup(stages)}</p>
                <div class="charts">{Html.Each(drawn, (h, c) => h.Add($"""
                    <figure><figcaption><b>{c.Title}</b> {c.Measure}</figcaption>{c.Svg}</figure>
                    """))}</div>
                """);
        }
        catch (NotSupportedException exception)
        {
            html.Add($"<p>The charts are left out: {exception.Message}</p>");
        }
    }

    private static IEnumerable<(string Title, string Measure, LineChart Chart)> Charts(RunHistory history, List<string> tasks, List<TasksBalanced> compared)
    {
        int[] boundaries = [.. history.Stages.Select(s => history.Epochs.LastOrDefault(e => e.Epoch == s.Epoch)).OfType<EpochCompleted>().Select(e => checked((int)e.Step))];
        LineChart Chart(IReadOnlyList<TasksBalanced> steps, Func<TasksBalanced, IReadOnlyList<double>> values) => new(
            [.. tasks.Select((task, number) => new Curve(CurveKind.Task, [.. steps.Select(s => At(s, values(s), task))], number)).Where(c => c.Values.Any(double.IsFinite))],
            null, boundaries, [.. steps.Select(s => (double)s.Step)]);

        var weighted = history.Balances.Where(b => b.Weights is not null).ToList();
        if (weighted.SelectMany(b => b.Weights!).Distinct().Skip(1).Any()) yield return ("Weights", "of the tasks", Chart(weighted, b => b.Weights!));
        var measured = history.Balances.Where(b => b.Norms is not null).ToList();
        if (measured.Count > 0)
        {
            var lengths = measured.SelectMany(b => b.Norms!).Where(n => n > 0).DefaultIfEmpty(1).ToList();
            var wide = lengths.Max() > WideSpread * lengths.Min();
            // A logarithmic axis has no place for a gradient of zero.
            var chart = Chart(measured, b => wide ? [.. b.Norms!.Select(n => n > 0 ? n : double.NaN)] : b.Norms!);
            yield return ("Gradients", wide ? "norm, logarithmic" : "norm", chart with { Logarithmic = wide });
        }
        if (Math.Min(Windows, compared.Count / StepsPerWindow) is > 1 and var windows)
        {
            var parts = compared.Index().GroupBy(c => c.Index * windows / compared.Count, c => c.Item).Select(g => g.ToList()).ToList();
            yield return ("Conflicts", "share of pairs whose gradients point apart", new LineChart(
                [new Curve(CurveKind.Validation, [.. parts.Select(p => p.Average(s => s.Conflicts ?? 0))])], null, boundaries, [.. parts.Select(p => p.Average(s => (double)s.Step))]));
        }
    }

    private static void WriteCosines(Html html, GradientPairs pairs) => PairTable.Write(
        html, "Mean cosine of the gradients",
        "1: they point the same way, and what helps one task helps the other. Near 0: they hardly touch each other. Below 0: they point apart, and what helps one harms the other.",
        pairs.Tasks,
        (row, column) => pairs[row, column] is { } pair ? new PairCell(pair.Cosine, Figures.Signed(pair.Cosine), $"apart in {Figures.Share(pair.Apart)} of {Figures.Count(pair.Steps)} steps") : null);

    private static double At(TasksBalanced step, IReadOnlyList<double> values, string task)
    {
        for (var i = 0; i < step.Tasks.Count; i++)
            if (step.Tasks[i] == task) return values[i];
        return double.NaN;
    }

    // Tasks in the order of the run file, as far as it is known.
    private static int Place(RunHistory history, string task) => history.Started?.Tasks.ToList().FindIndex(t => t.Task == task) is >= 0 and var place ? place : int.MaxValue;
}
