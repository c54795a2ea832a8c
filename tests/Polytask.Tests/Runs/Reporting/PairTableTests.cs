using System.Xml.Linq;
using Polytask.Runs.Reporting;

namespace Polytask.Tests.Runs.Reporting;

public sealed class PairTableTests
{
    [Theory]
    [InlineData(3, 3, "How to read it.")]
    [InlineData(120, 50, "How to read it. The first 50 of 120 tasks.")]
    public void Shows_as_many_tasks_as_people_can_look_at(int tasks, int expected, string note)
    {
        var html = new Html();
        PairTable.Write(html, "Pairs", "How to read it.", [.. Enumerable.Range(0, tasks).Select(task => $"t{task}")], (row, column) => new PairCell(row - column, $"{row - column}"));
        var page = XDocument.Parse(html.ToMarkup().ToString());
        Assert.Equal(note, page.Descendants("p").Single().Value);
        var rows = page.Descendants("tbody").Single().Elements("tr").ToArray();
        Assert.Equal(expected, rows.Length);
        Assert.All(rows, row => Assert.Equal(expected, row.Elements("td").Count()));
    }
}
