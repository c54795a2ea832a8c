using System.Xml.Linq;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class BalanceOfTasksTests
{
    private static readonly string[] Three = ["sentiment", "topic", "stars"];

    [Fact]
    public void Weights_gradients_and_conflicts_have_a_chart_each()
    {
        var (page, charts) = Render(Enumerable.Range(0, 40).Select(i => Record(i, ["sentiment", "topic"], [1 + i / 40.0, 1 - i / 40.0], [0.5, 0.25], i % 4 == 0 ? -0.5 : 0.1)));
        Assert.Equal(["Weights of the tasks", "Gradients norm", "Conflicts share of pairs whose gradients point apart"], page!.Descendants("figcaption").Select(f => f.Value));
        Assert.Equal([2, 2, 1], charts.Select(c => c.Curves.Count));
        Assert.All(charts.Take(2), c => Assert.Equal([0, 1], c.Curves.Select(curve => curve.Number)));
        Assert.Equal([1, 6, 11], charts[0].Places!.Take(3));
        Assert.Equal([1.0, 1.025], charts[0].Curves[0].Values.Take(2));
        Assert.False(charts[1].Logarithmic);
        // Eight windows of five steps: the second has the fifth and the ninth step.
        Assert.Equal([0.4, 0.2], charts[2].Curves[0].Values.Take(2));
        Assert.Equal("In 25 % of the steps the gradients of sentiment and topic pointed apart; their mean cosine was −0.05.", page.Elements("p").First().Value);
    }

    [Fact]
    public void The_matrix_has_the_mean_cosine_of_every_pair_over_the_steps_that_had_both()
    {
        var (page, _) = Render([Record(0, Three, null, [1, 3, 3], -0.5), Record(1, ["sentiment", "topic"], null, [1, 1], 0.1), Record(2, ["stars"], null, [1])]);
        List<List<string>> Rows(int table) => [.. page!.Descendants("tbody").ElementAt(table).Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToList())];
        Assert.Equal(["sentiment", "", "−0.20", "−0.50"], Rows(0)[0]);
        Assert.Equal(["stars", "−0.50", "−0.50", ""], Rows(0)[2]);
        // 2 · 3 / (1 + 9) is 0.6, and the mean of that and 1 is 0.8.
        Assert.Equal(["sentiment", "", "0.80", "0.60"], Rows(1)[0]);
        Assert.Equal("apart in 50.0 % of 2 steps", page!.Descendants("td").ElementAt(1).Attribute("title")!.Value);
        Assert.StartsWith("The gradients of two tasks pointed apart in 75 % of all cases; most often those of", page.Elements("p").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_of_very_different_length_stand_on_a_logarithmic_axis_and_those_of_zero_on_none()
    {
        var (_, charts) = Render([Record(0, ["sentiment", "topic"], null, [0, 100], 0), Record(1, ["sentiment", "topic"], null, [1, 100], 0)]);
        var chart = Assert.Single(charts);
        Assert.True(chart.Logarithmic);
        Assert.Equal([double.NaN, 1], chart.Curves[0].Values);
    }

    [Fact]
    public void Gradients_that_never_point_apart()
    {
        var (page, _) = Render([Record(0, ["sentiment", "topic"], null, [1, 2], 0.3)]);
        Assert.StartsWith("In no step that was measured did", page!.Elements("p").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_never_differ_are_not_worth_a_section() =>
        Assert.Null(Render(Enumerable.Range(0, 40).Select(i => Record(i, ["sentiment", "topic"], [1, 1], null))).Section);

    [Fact]
    public void Steps_of_one_task_show_the_gradients_and_no_pair()
    {
        var (page, charts) = Render(Enumerable.Range(0, 40).Select(i => Record(i, [SampleRun.Tasks[i % 2]], [1], [i + 1])));
        Assert.Equal(["Gradients norm"], page!.Descendants("figcaption").Select(f => f.Value));
        Assert.Empty(page.Descendants("table"));
        Assert.Equal([1, double.NaN, 3], Assert.Single(charts).Curves[0].Values.Take(3));
    }

    [Fact]
    public void Stages_end_at_steps()
    {
        var charts = new List<LineChart>();
        Report.Render(Input([.. SampleRun.Sequential(), Record(0, ["sentiment"], [1], [1])]), chart => { charts.Add(chart); return "<svg/>"; });
        Assert.Equal([100, 200], charts[^1].Boundaries);
    }

    [Fact]
    public void Without_a_drawing_library_the_figures_stay()
    {
        var page = XDocument.Parse(Report.Render(Input([SampleRun.Started(), Record(0, ["sentiment", "topic"], null, [1, 2], 0.3)]), _ => throw new NotSupportedException("no library.")));
        var section = Section(page)!;
        Assert.Contains(section.Elements("p"), p => p.Value == "The charts are left out: no library.");
        Assert.Equal(2, section.Descendants("table").Count());
    }

    [Fact]
    public void Charts_are_drawn_with_a_colour_per_task_and_powers_of_ten()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var page = XDocument.Parse(Report.Render(Input(
            [SampleRun.Started(), .. Enumerable.Range(0, 40).Select(i => Record(i, Three, [1, 2, i], [0.01 * (i + 1), 1, 100], -0.1))]), ScottPlotChart.Draw));
        var charts = Section(page)!.Descendants(svg + "svg").ToList();
        Assert.Equal(3, charts.Count);
        foreach (var task in new[] { 0, 1, 2 }) Assert.Contains(charts[1].Descendants(svg + "path"), p => p.Attribute("stroke")?.Value == StyleSheet.ColourOf(task));
        Assert.Subset(charts[1].Elements(svg + "text").Select(t => t.Value).ToHashSet(), new HashSet<string> { "0.01", "0.1", "1", "10", "100" });
    }

    private static TasksBalanced Record(int i, string[] tasks, double[]? weights, double[]? norms, double cosine = 1) => new(
        1, 5 * i + 1, tasks, weights, norms, norms is null ? null : [.. tasks.Select((_, row) => tasks.Select((_, column) => row == column ? 1 : cosine).ToArray())]);

    private static (XElement? Section, List<LineChart> Charts) Render(IEnumerable<TasksBalanced> records)
    {
        var charts = new List<LineChart>();
        var page = XDocument.Parse(Report.Render(Input([SampleRun.Started(), .. records]), chart =>
        {
            charts.Add(chart);
            return "<svg/>";
        }));
        return (Section(page), charts);
    }

    private static ReportInput Input(IReadOnlyList<RunEvent> events) => new("run", new RunHistory(events), new Dictionary<string, IReadOnlyList<TaskEvaluation>>(), SampleRun.RunFile);

    private static XElement? Section(XDocument page) => page.Descendants("section").SingleOrDefault(s => s.Attribute("id")!.Value == "balance");
}
