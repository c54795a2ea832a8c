using System.Globalization;
using Polytask.Numerics;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>What the models give and take between the tasks: for two tasks the Pareto front as a picture, for more the hyper-volume.</summary>
internal static class TradeOff
{
    private const int MostInFront = 16;

    /// <summary>Where a model stands on every task, more for better.</summary>
    private static double[] Place(ContenderResult one) => [.. one.Tasks.Select(task => task.HigherIsBetter ? task.Test : -task.Test)];

    public static Markup Write(ComparisonResult result, Func<PointChart, string> draw)
    {
        var html = new Html();
        ContenderResult[] all = [.. result.Contenders.Where(one => one.Tasks.Count > 0 && one.Tasks.All(task => double.IsFinite(task.Test)))];
        if (all.Length < 2) return html.ToMarkup();
        var places = all.Select(Place).ToList();
        var front = HyperVolume.Front(places).ToHashSet(ReferenceEqualityComparer.Instance);
        ContenderResult[] inFront = [.. all.Where((_, i) => front.Contains(places[i]))];
        html.Add($"""<p>No other model is at least as good on every task as {(inFront.Length == 1 ? inFront[0].Name : $"any of these: {string.Join(", ", inFront.Select(one => one.Name))}")}.</p>""");
        if (result.Alone.Tasks.Count == 2) WritePicture(html, result.Alone.Tasks, [.. all.Select((one, i) => new ChartPoint(one.Name, one.Tasks[0].Test, one.Tasks[1].Test, front.Contains(places[i])))], draw);
        else if (inFront.Length <= MostInFront) WriteVolumes(html, inFront, places);
        return html.ToMarkup();
    }

    private static void WritePicture(Html html, IReadOnlyList<TaskResult> tasks, ChartPoint[] points, Func<PointChart, string> draw)
    {
        try
        {
            html.Add($"""
                <div class="charts"><figure><figcaption><b>{tasks[1].Task}</b> {tasks[1].Metric.Replace('_', ' ')}, over <b>{tasks[0].Task}</b> {tasks[0].Metric.Replace('_', ' ')}; filled: the Pareto front</figcaption>{new Markup(draw(new PointChart(points)))}</figure></div>
                """);
        }
        catch (NotSupportedException exception)
        {
            html.Add($"<p>The picture is left out: {exception.Message}</p>");
        }
        CsvDownload.Write(html, "pareto.csv", ["model", tasks[0].Task, tasks[1].Task, "in front"], points.Select(point => (object?[])[point.Label, point.X, point.Y, point.InFront ? "yes" : "no"]));
    }

    private static void WriteVolumes(Html html, ContenderResult[] front, List<double[]> places)
    {
        // Each task from the worst model to the best, so that no unit counts more than another; a step below the worst, so that the ends count too.
        int[] tasks = [.. Enumerable.Range(0, places[0].Length)];
        double[] low = [.. tasks.Select(task => places.Min(place => place[task]))], high = [.. tasks.Select(task => places.Max(place => place[task]))];
        double[] Scaled(ContenderResult one) => [.. Place(one).Select((value, task) => high[task] > low[task] ? (value - low[task]) / (high[task] - low[task]) : 1)];
        double[] reference = [.. tasks.Select(_ => -0.1)];
        double Volume(IEnumerable<ContenderResult> some) => HyperVolume.Of([.. some.Select(Scaled)], reference);
        var whole = Volume(front);
        var lost = front.Select(one => 1 - Volume(front.Where(other => other != one)) / whole).ToArray();
        html.Add($"""
            <div class="scroll"><table class="numbers"><thead><tr><th>Model of the front</th><th>Share of the hyper-volume that only it reaches</th></tr></thead>
            <tbody>{Html.Each(front.Zip(lost), (h, one) => h.Add($"<tr><th>{one.First.Name}</th><td>{one.Second.ToString("0.0 %", CultureInfo.InvariantCulture)}</td></tr>"))}</tbody></table></div>
            <p class="note">The hyper-volume is that of all that the front is better than, each task counted from a tenth of the range below the worst model up to the best.</p>
            """);
        CsvDownload.Write(html, "hypervolume.csv", ["model", "only by it"], front.Zip(lost).Select(one => (object?[])[one.First.Name, one.Second]));
    }
}
