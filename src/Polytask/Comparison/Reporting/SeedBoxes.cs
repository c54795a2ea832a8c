using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>What every model reaches on each task, seed by seed: a box from quartile to quartile, a line at the median, whiskers to the ends, and a dot for every seed.</summary>
internal static class SeedBoxes
{
    private const int TasksShown = 16;

    public static Markup Write(ComparisonResult result)
    {
        var html = new Html();
        ContenderResult[] contenders = [.. result.Contenders.Where(one => one.Tasks.Count > 0)];
        if (result.Seeds.Count < 2 || contenders.Length == 0) return html.ToMarkup();
        foreach (var (task, place) in result.Alone.Tasks.Take(TasksShown).Select((task, place) => (task, place)))
        {
            double[] all = [.. contenders.SelectMany(one => one.Tasks[place].Seeds).Where(double.IsFinite)];
            if (all.Length == 0) continue;
            var (low, high) = (all.Min(), all.Max());
            var width = high > low ? high - low : 1;
            html.Add($"""
                <h3>{task.Task}, {task.Metric.Replace('_', ' ')}</h3>
                <div class="scroll"><table class="numbers boxes"><thead><tr><th>Model</th><th class="text">{Figures.Format(low)}<span>{Figures.Format(high)}</span></th></tr></thead>
                <tbody>{Html.Each(contenders, (h, one) => h.Add($"""<tr><th>{one.Name}</th><td class="box">{Box([.. one.Tasks[place].Seeds.Where(double.IsFinite).Select(value => (value - low) / width).Order()])}</td></tr>"""))}</tbody></table></div>
                """);
        }
        if (result.Alone.Tasks.Count > TasksShown) html.Add($"<p class=\"note\">… and {result.Alone.Tasks.Count - TasksShown} more tasks: see the figures.</p>");
        CsvDownload.Write(html, "seeds.csv", ["model", "task", "metric", "seed", "test"],
            from one in contenders
            from task in one.Tasks
            from value in task.Seeds.Select((value, i) => (value, i))
            select (object?[])[one.Name, task.Task, task.Metric, result.Seeds[value.i], value.value]);
        return html.ToMarkup();
    }

    private static Markup Box(double[] places)
    {
        var html = new Html();
        if (places.Length > 0)
            html.Add($"""
                <span style="--low:{Figures.Css(places[0])};--from:{Figures.Css(Quantile(places, 0.25))};--at:{Figures.Css(Quantile(places, 0.5))};--to:{Figures.Css(Quantile(places, 0.75))};--high:{Figures.Css(places[^1])}"><i></i><b></b><u></u>{Html.Each(places, (h, place) => h.Add($"""<s style="--at:{Figures.Css(place)}"></s>"""))}</span>
                """);
        return html.ToMarkup();
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
