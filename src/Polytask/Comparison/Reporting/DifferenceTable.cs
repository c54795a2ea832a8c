using System.Globalization;
using Polytask.Metrics;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>How far a shared model is ahead of every task alone, with intervals drawn around a line at zero.</summary>
internal static class DifferenceTable
{
    private const double Margin = 1.08;

    public static void Write(Html html, ContenderResult contender, ContenderResult alone)
    {
        html.Add($"<h3>{contender.Name}{(contender.Chosen ? ", the best shared model on validation rows" : "")}</h3>");
        foreach (var group in contender.Tasks.Zip(alone.Tasks).GroupBy(pair => pair.First.Metric))
        {
            // One scale for all tasks of a metric, the same to both sides of zero.
            var reach = Margin * group.Max(pair => new[] { pair.First.Difference, pair.First.Low ?? 0, pair.First.High ?? 0 }.Max(Math.Abs));
            html.Add($"""
                <div class="scroll"><table class="numbers differences sortable">
                <thead><tr><th>Task</th><th>Alone</th><th>Shared</th><th>Difference in {group.Key.Replace('_', ' ')}</th><th></th><th>Verdict</th></tr></thead>
                <tbody>{Html.Each(group, (h, pair) => WriteTask(h, pair.First, pair.Second, reach > 0 ? reach : 1))}</tbody>
                </table></div>
                """);
        }
    }

    private static void WriteTask(Html html, TaskResult task, TaskResult alone, double reach)
    {
        var (low, high) = (task.Low ?? task.Difference, task.High ?? task.Difference);
        html.Add($"""
            <tr><th>{task.Task}</th><td data-value="{Exact(alone.Test)}">{Figures.Format(alone.Test)}<small>{Deviation(alone)}</small></td><td data-value="{Exact(task.Test)}">{Figures.Format(task.Test)}<small>{Deviation(task)}</small></td>
            <td data-value="{Exact(task.Difference)}">{Signed(task.Difference)}<small>{(task.Low is null ? "" : $"{Signed(low)} to {Signed(high)}")}</small></td>
            <td class="forest" data-value="{Exact(task.Difference)}"><span style="--low:{Figures.Css(Place(low))};--high:{Figures.Css(Place(high))};--at:{Figures.Css(Place(task.Difference))}" class="{Class(task.Verdict)}"><i></i><b></b></span></td>
            <td class="{Class(task.Verdict)}">{Word(task.Verdict)}</td></tr>
            """);

        double Place(double difference) => 0.5 + difference / (2 * reach);
    }

    /// <summary>A verdict as people say it.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Helped => "helped",
        Verdict.Hurt => "hurt",
        _ => "undecided",
    };

    private static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Helped => "better",
        Verdict.Hurt => "worse",
        _ => "",
    };

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Deviation(TaskResult task) => task.Deviation is { } deviation ? $"± {Figures.Format(deviation)}" : "";

    private static string Signed(double value) => (value < 0 ? "−" : "+") + Figures.Format(Math.Abs(value));
}
