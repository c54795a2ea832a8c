using System.Xml.Linq;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class GatesTests
{
    [Fact]
    public void Every_gate_has_its_weights_in_the_epoch_that_was_kept()
    {
        var section = Section([SampleRun.Started(), SampleRun.Epoch(1), Measured(1, 0.5), SampleRun.Epoch(2, best: true), Measured(2, 0.875), SampleRun.Epoch(3), Measured(3, 0.75)])!;
        Assert.Equal(["", "in use", "shared 1", "sentiment 1", "topic 1"], section.Descendants("thead").Single().Descendants("th").Select(cell => cell.Value));
        var rows = section.Descendants("tbody").Single().Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray()).ToArray();
        // exp of the entropy of ½, ½ and of ⅞, ⅛.
        Assert.Equal(["gates.sentiment", "2.000 → 1.458", "0.88", "0.13", ""], rows[0]);
        Assert.Equal(["gates.topic", "2.000 → 1.458", "0.88", "", "0.13"], rows[1]);
        Assert.Contains("after epoch 2", section.Descendants("p").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_gates_has_no_section() => Assert.Null(Section([SampleRun.Started(), SampleRun.Epoch(1, best: true)]));

    private static GatesMeasured Measured(int epoch, double load) => new(epoch,
        [.. SampleRun.Tasks.Select(task => new GateChoice($"gates.{task}", task, ["shared 1", $"{task} 1"], [load, 1 - load], -load * Math.Log(load) - (1 - load) * Math.Log(1 - load)))]);

    private static XElement? Section(IReadOnlyList<RunEvent> events) =>
        XDocument.Parse(Report.Render(new ReportInput("run", new RunHistory(events), SampleRun.Parts(), SampleRun.RunFile), _ => "<svg/>"))
            .Descendants("section").SingleOrDefault(section => section.Attribute("id")!.Value == "gates");
}
