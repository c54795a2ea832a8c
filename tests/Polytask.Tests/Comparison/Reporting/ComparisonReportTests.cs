using System.Xml.Linq;
using Polytask.Comparison;
using Polytask.Comparison.Reporting;
using Polytask.Comparison.Search;
using Polytask.Metrics;
using Polytask.Runs;

namespace Polytask.Tests.Comparison.Reporting;

public sealed class ComparisonReportTests
{
    private const string Hostile = "</td><b>&amp;\"";

    [Fact]
    public void Two_tasks_have_a_picture_of_what_they_give_and_take()
    {
        var page = Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7), Contender("worse", 0.6, 0.6)));
        var section = Section(page, "trade-off")!;
        Assert.StartsWith("No other model is at least as good on every task as any of these: alone, run file.", section.Element("p")!.Value.Trim(), StringComparison.Ordinal);
        Assert.Single(section.Descendants("figure"));
        Assert.Equal(["model,a,b,in front", "alone,0.7,0.8,yes", "run file,0.8,0.7,yes", "worse,0.6,0.6,no"], Csv(section));
    }

    [Fact]
    public void More_tasks_have_a_hypervolume()
    {
        // alone and run file reach each a part of the unit cube that the other does not, from −0.1 on.
        var page = Page(Result(["a", "b", "c"], Contender("alone", 1, 0, 0), Contender("run file", 0, 1, 1), Contender("worse", 0, 0, 0)));
        var lines = Csv(Section(page, "trade-off")!);
        Assert.Equal(3, lines.Length);
        double one = 1.1 * 0.1 * 0.1, other = 0.1 * 1.1 * 1.1, both = 0.1 * 0.1 * 0.1;
        Assert.Equal((one - both) / (one + other - both), double.Parse(lines[1].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture), 1e-9);
    }

    [Fact]
    public void Every_seed_is_in_the_figures_and_in_a_box()
    {
        var section = Section(Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7))), "seeds")!;
        Assert.Equal(2 * 2 * 3, section.Descendants("s").Count());
        Assert.Equal(1 + 2 * 2 * 3, Csv(section).Length);
    }

    [Fact]
    public void Tables_are_sorted_by_the_exact_values()
    {
        var cells = Section(Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7))), "contenders")!.Descendants("tbody").Single().Elements("tr").First().Elements("td");
        Assert.All(cells, cell => Assert.True(double.TryParse(cell.Attribute("data-value")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void Trials_stand_by_round_and_the_best_first()
    {
        using var toy = new ToyRun();
        Trial Of(string name, int rung, double? score) => new("weights", new Contender(name, toy.File), new Contender(name, toy.File), 1, rung, 10 * rung, score);
        var section = Section(Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7)) with { Trials = [Of("x", 1, 2), Of("y", 1, null), Of("z", 1, -1), Of("z", 2, -3)] }), "search")!;
        Assert.Equal(["z", "x", "y", "z"], section.Descendants("tbody").Single().Elements("tr").Select(row => row.Element("th")!.Value));
        Assert.Equal(["candidate,search,generation,round,epochs,validation", "x,weights,1,1,10,2", "y,weights,1,1,10,", "z,weights,1,1,10,-1", "z,weights,1,2,20,-3"], Csv(section));
    }

    [Fact]
    public void Without_a_search_there_is_no_section_of_one() =>
        Assert.Null(Section(Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7))), "search"));

    [Fact]
    public void What_there_was_no_time_for_is_named() =>
        Assert.Contains("The time was over before these were trained, and what would have followed from them: a; b; c; d; and 1 more. The same command goes on with them.",
            Section(Page(Result(["a", "b"], Contender("alone", 0.7, 0.8), Contender("run file", 0.8, 0.7)) with { LeftOut = ["a", "b", "c", "d", "e"] }), "search")!.Value);

    [Fact]
    public void What_comes_from_data_stays_text()
    {
        var page = Page(Result([Hostile, "b"], Contender("alone", 0.7, 0.8), Contender(Hostile, 0.8, 0.7)));
        Assert.Contains(Hostile, page.Root!.Value, StringComparison.Ordinal);
    }

    private static ContenderResult Contender(string name, params double[] values) => new(
        name, name == "alone", name == "run file", 0, 0, 1.5, 10, 1, "run.yaml",
        [.. values.Select((value, task) => new TaskResult($"{task}", "accuracy", true, value, 0.1, value, 0, -1, 1, Verdict.Undecided, [value - 0.1, value, value + 0.1]))]);

    private static ComparisonResult Result(string[] tasks, params ContenderResult[] contenders) => new(
        "comparison", Path.GetTempPath(), [1, 2, 3], 0, [.. contenders.Select(one => one with { Tasks = [.. one.Tasks.Zip(tasks, (result, task) => result with { Task = task })] })],
        null, new TaskAffinity(tasks, [.. tasks.Select(_ => tasks.Select(_ => 0.001).ToArray())]), new Dictionary<string, int>(), []);

    private static XDocument Page(ComparisonResult result) => XDocument.Parse(ComparisonReport.Render(result, []));

    private static XElement? Section(XDocument page, string id) => page.Descendants("section").SingleOrDefault(section => section.Attribute("id")!.Value == id);

    private static string[] Csv(XElement section) =>
        Uri.UnescapeDataString(section.Descendants("a").Single(link => link.Attribute("download") is not null).Attribute("href")!.Value.Split(',', 2)[1]).TrimEnd('\n').Split('\n');
}
