using System.Xml.Linq;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class AffinityTableTests
{
    [Fact]
    public void A_report_shows_thousandths_in_a_row_for_the_task_whose_step_it_is()
    {
        AffinityMeasured[] measured = [new(1, 1, SampleRun.Tasks, [[0, 0.002], [-0.001, 0]]), new(1, 9, SampleRun.Tasks, [[0, 0.004], [-0.001, 0]])];
        var page = XDocument.Parse(Report.Render(
            new ReportInput("run", new RunHistory([SampleRun.Started(), .. measured, SampleRun.Epoch(1, best: true)]), SampleRun.Parts(), SampleRun.RunFile), _ => "<svg/>"));
        var table = page.Descendants("section").Single(section => section.Attribute("id")!.Value == "balance").Descendants("table").Single();
        var cells = table.Element("tbody")!.Elements("tr").Select(row => row.Elements("td").Select(cell => cell.Value).ToArray()).ToArray();
        Assert.Equal([["", "+3.000"], ["−1.000", ""]], cells);
    }
}
