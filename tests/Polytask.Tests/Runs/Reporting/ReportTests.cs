using System.Xml.Linq;
using CsCheck;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class ReportTests
{
    private const string Hostile = "</td><script>alert('x')</script>&amp;\"\0\uD800";

    [Fact]
    public void AJointRunHasItsSections()
    {
        var page = Page(Input(SampleRun.Joint()));
        Assert.Equal(["notices", "results", "curves", "confusion", "mistakes", "data", "model", "run-file"], Ids(page));
        Assert.Equal(Ids(page).Select(id => "#" + id), page.Descendants("nav").Single().Elements("a").Select(a => a.Attribute("href")!.Value));
        Assert.Equal(["sentiment", "topic"], Class(page, "card").Select(c => c.Elements("p").First().Value));
        Assert.Contains("34 rows have no label", Section(page, "notices").Value, StringComparison.Ordinal);
        Assert.Contains("seed: 7", Section(page, "run-file").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTaskHasItsCurvesAndTheBestEpochIsMarked()
    {
        var figures = Section(Page(Input(SampleRun.Joint())), "curves").Descendants("figcaption").Select(f => f.Value).ToList();
        Assert.Equal(6, figures.Count);
        Assert.All(figures, f => Assert.EndsWith("at epoch 14", f, StringComparison.Ordinal));
        Assert.StartsWith("All tasks mean loss", figures[0], StringComparison.Ordinal);
        Assert.StartsWith("topic accuracy", figures[5], StringComparison.Ordinal);
    }

    [Fact]
    public void ChartsCarryTrainingAndValidation()
    {
        var charts = new List<LineChart>();
        Report.Render(Input(SampleRun.Sequential()), chart =>
        {
            charts.Add(chart);
            return "<svg/>";
        });
        Assert.Equal([CurveKind.Training, CurveKind.Validation], charts[0].Curves.Select(c => c.Kind));
        Assert.Equal(SampleRun.Progress("sentiment", 1).TrainingLoss, charts[2].Curves[0].Values[0]);
        Assert.All(charts, c => Assert.Equal(18, c.Best));
        Assert.All(charts, c => Assert.Equal([10, 20], c.Boundaries));
    }

    [Fact]
    public void SequentialTrainingShowsWhatWasForgotten()
    {
        var rows = Section(Page(Input(SampleRun.Sequential())), "forgetting").Descendants("tr").Select(r => r.Elements().Select(c => c.Value).ToList()).ToList();
        Assert.Equal(["1: sentiment", "0.850", "0.140"], rows[1]);
        Assert.Equal(["2: topic", "0.790", "0.900"], rows[2]);
        Assert.Equal(["Change since its own stage", "−0.060", "0.000"], rows[3]);
    }

    [Fact]
    public void FewClassesAreCountedInATable()
    {
        var tasks = new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = [SampleRun.Evaluation("topic", ["a", "b", "c"])] };
        var cells = Section(Page(Input(SampleRun.Joint(), tasks)), "confusion").Descendants("tbody").Single().Descendants("td").Select(c => c.Value).ToList();
        Assert.Equal(["52", "1", "2", "94.5 %", "3", "51", "1", "92.7 %", "2", "3", "50", "90.9 %"], cells);
    }

    [Theory]
    [InlineData(40, 2)]
    [InlineData(200, 1)]
    public void ManyClassesAreAHeatMapAndTheTopConfusions(int classes, int tables)
    {
        var tasks = new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = [SampleRun.Evaluation("topic", [.. Enumerable.Range(0, classes).Select(i => $"c{i}")])] };
        var section = Section(Page(Input(SampleRun.Joint(), tasks)), "confusion");
        Assert.Equal(tables, section.Descendants("table").Count());
        Assert.Equal(12, section.Descendants("table").Last().Element("tbody")!.Elements("tr").Count());
    }

    [Fact]
    public void PartsAreGroupedByOwnerAndAddUp()
    {
        var table = Section(Page(Input(SampleRun.Joint())), "model").Descendants("table").Single();
        Assert.Equal(["Shared by all tasks", "Only for sentiment", "Only for topic"], Class(table, "owner").Select(r => r.Element("th")!.Value));
        Assert.Equal(["1,284,160", "130", "520"], Class(table, "owner").Select(r => r.Elements("td").ElementAt(1).Value));
        Assert.Equal(["4,096", "128", "512"], Class(table, "owner").Select(r => r.Elements("td").Last().Value));
        Assert.Equal("All1,284,8104,736", table.Element("tfoot")!.Value.Trim());
    }

    [Fact]
    public void TasksWithOtherMetricsHaveTheirOwnTable()
    {
        var price = new TaskEvaluation("price", 40, 1.5, [new("mae", 12.5, false, "euros", 11.25, 14)], null, []);
        var page = Page(Input(SampleRun.Joint(), new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = [.. SampleRun.Evaluations(), price] }));
        var tables = Section(page, "results").Descendants("table").ToList();
        Assert.Equal(2, tables.Count);
        Assert.Equal(["price", "40", "1.500", "12.5011.25 to 14.00"], tables[1].Element("tbody")!.Descendants("tr").Single().Elements().Select(c => c.Value));
    }

    [Fact]
    public void ImagesAreShownWithWhatTheyHangOnAndALegend()
    {
        const string picture = "data:image/png;base64,AAAA";
        var mask = new TaskEvaluation(
            "mask", 40, 1.5, [new("mean_iou", 0.5, true)], new(["sky", "road"], [[7, 1], [2, 8]], "pixels"), [new("a.csv:2", picture, picture, picture, 2, picture)], [new("a.csv:3", picture, picture, picture, 1, picture)],
            new([new("sky", "#0000ff"), new("road", "#808080")], IsScale: false));
        var depth = mask with { Task = "depth", Confusion = null, Legend = new([new("9 m", "#000000"), new("1 m", "#ffffff")], IsScale: true) };
        var page = Page(Input(SampleRun.Joint(), new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = [mask, depth] }));
        foreach (var id in new[] { "samples", "mistakes" })
        {
            Assert.Equal(8, Section(page, id).Descendants("img").Count());
            Assert.Equal(["sky", "road"], Class(Section(page, id), "colours").Single().Elements("span").Select(entry => entry.Value));
            Assert.Equal(["9 m", "1 m"], Class(Section(page, id), "colours scale").Single().Elements("span").Select(entry => entry.Value));
            Assert.Contains("Saliency", Section(page, id).Value, StringComparison.Ordinal);
        }
        Assert.Contains("a.csv:3, loss 1.000", Section(page, "samples").Value, StringComparison.Ordinal);
        Assert.Single(Class(Section(page, "confusion"), "matrix"));
    }

    [Fact]
    public void ARunThatIsNotFinishedSaysSo()
    {
        var page = Page(Input(SampleRun.Joint().Take(5).ToList(), []));
        Assert.Equal("The run is not finished: 4 of 20 epochs are done. Go on with it: polytask resume.", Class(page, "verdict").Single().Value);
        Assert.Equal(["curves", "data", "model", "run-file"], Ids(page));
    }

    [Fact]
    public void ARunWithoutEventsIsAReportToo() => Assert.Equal(["run-file"], Ids(Page(Input([], []))));

    [Fact]
    public void WithoutADrawingLibraryTheReportSaysSo()
    {
        var page = XDocument.Parse(Report.Render(Input(SampleRun.Joint()), _ => throw new NotSupportedException("no library.")));
        Assert.Equal("The learning curves are left out: no library.", Section(page, "curves").Element("p")!.Value);
    }

    [Fact]
    public void HostileTextStaysText()
    {
        var page = Page(new ReportInput(Hostile, new RunHistory(HostileEvents(Hostile)), HostileParts(Hostile), Hostile));
        Assert.Empty(page.Descendants("script"));
        Assert.True(Count(page.Root!.Value, "<script>alert('x')</script>&amp;\"\uFFFD\uFFFD") >= 20);
    }

    [Fact]
    public void AnyTextGivesAWellFormedPage() => Gen.String.ForAll(
        text => Page(new ReportInput(text, new RunHistory(HostileEvents(text)), HostileParts(text), text)), iter: 100);

    [Fact]
    public void ThePageNeedsNoNetworkAndNoScript()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Write(folder));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.All(XDocument.Parse(text).Descendants().Attributes(), a =>
        {
            if (a.IsNamespaceDeclaration) return;
            Assert.DoesNotContain("//", a.Value, StringComparison.Ordinal);
            if (a.Name.LocalName is "href" or "src") Assert.StartsWith("#", a.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ChartsAreScalableDrawingsWithFiguresOnTheirAxes()
    {
        using var folder = new TemporaryFolder();
        XNamespace svg = "http://www.w3.org/2000/svg";
        var charts = XDocument.Load(Write(folder)).Descendants(svg + "svg").Where(drawing => drawing.Attribute("class")?.Value != "architecture").ToList();
        Assert.Equal(6, charts.Count);
        foreach (var chart in charts)
        {
            Assert.Equal("0 0 500 210", chart.Attribute("viewBox")!.Value);
            Assert.Null(chart.Attribute("width"));
            Assert.Equal(["5", "10", "15", "20"], chart.Elements(svg + "text").Where(t => t.Attribute("text-anchor")!.Value == "middle").Select(t => t.Value));
            Assert.Contains(chart.Elements(svg + "text"), t => t.Attribute("text-anchor")!.Value == "end");
            Assert.Contains(chart.Descendants(svg + "path"), p => p.Attribute("stroke")?.Value == "#3B82F6");
        }
    }

    [Fact]
    public void TheSameRunGivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(File.ReadAllBytes(Write(folder)), File.ReadAllBytes(Write(folder)));
    }

    private static string Write(TemporaryFolder folder)
    {
        using var run = RunDirectory.Create(folder["run"], overwrite: true);
        AtomicFile.WriteText(run.RunFile, SampleRun.RunFile);
        MetricsFile.Write(run.Metrics, SampleRun.Parts());
        using (var log = EventLog.Open(run.Events))
        {
            foreach (var happened in SampleRun.Joint()) log.Append(happened);
        }
        Report.Write(run);
        return run.Report;
    }

    private static RunEvent[] HostileEvents(string text) =>
    [
        new RunStarted(text, 1, 1, new Dictionary<string, int> { [text] = 1 }, [new(text, text, 1, 1, 1, 0, new Dictionary<string, long> { [text] = 1 })], [new(text, text, [1], 1)], 1, 1, text, text, text),
        new TasksBalanced(1, 1, [text, text + "2"], [1, 2], [1, 2], [[1, -0.5], [-0.5, 1]]),
        new EpochCompleted(1, 1, 0.1, [new(text, 0.1, 0.1, [new(text, 0.5, true, text)])], 0.5, true),
        new GatesMeasured(1, [new(text, text, [text, text + "2"], [0.25, 0.75], 0.5)]),
        new StageCompleted(1, text, 1, [new(text, 0.1, 0.1, [new(text, 0.5, true)])]), new TaskStopped(text, 1, 1), new Notice(text), new RunCompleted(1, 1, [], 0),
    ];

    private static Dictionary<string, IReadOnlyList<TaskEvaluation>> HostileParts(string text) => new()
    {
        ["test"] = [new(text, 1, double.NaN, [new(text, double.NaN, true, text, double.NegativeInfinity, double.PositiveInfinity)], new([text, text + "2"], [[0, 1], [0, 0]]), [new(text, text, text, text, double.NaN)])],
    };

    private static ReportInput Input(IReadOnlyList<RunEvent> events, Dictionary<string, IReadOnlyList<TaskEvaluation>>? parts = null) =>
        new("run", new RunHistory(events), parts ?? SampleRun.Parts(), SampleRun.RunFile);

    private static XDocument Page(ReportInput input) => XDocument.Parse(Report.Render(input, _ => "<svg/>"));

    private static IEnumerable<string> Ids(XDocument page) => page.Descendants("section").Select(s => s.Attribute("id")!.Value);

    private static XElement Section(XDocument page, string id) => page.Descendants("section").Single(s => s.Attribute("id")!.Value == id);

    private static IEnumerable<XElement> Class(XContainer parent, string name) => parent.Descendants().Where(e => e.Attribute("class")?.Value == name);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
