using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class LinesSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LinesSource Lines(string content) => new() { Path = _folder.Write("a.txt", content) };

    [Fact]
    public void Each_line_is_a_text()
    {
        var table = Lines(" a b \r\n\n \nc\u0085d").Load();
        Assert.Equal(["text"], table.Columns);
        Assert.Equal([["a b"], ["c\u0085d"]], table.Rows.Select(row => row.Values));
        Assert.Equal("a.txt:4", table.Rows[1].Place.ToString());
    }

    [Fact]
    public void A_label_stands_before_the_separator()
    {
        var source = Lines("LOC:city What is : it?\nNUM How many?\n") with { Separator = " " };
        Assert.Equal(["text", "label"], source.Open().Columns);
        Assert.Equal([["What is : it?", "LOC:city"], ["How many?", "NUM"]], source.Cells());
        Assert.StartsWith("a.txt:2  expected a label, ' ' and a text", (Lines("a b\nc\n") with { Separator = " " }).Error());
    }

    [Fact]
    public void A_file_gives_its_lines_their_label()
    {
        var path = _folder.WriteZip("c.zip", ("p/rt.pos", "good\nfine\n"), ("p/rt.neg", "bad\n"), ("p/README.txt", "about"));
        var source = new LinesSource { Path = path, Labels = new Dictionary<string, string> { ["*.pos"] = "positive", ["rt.neg"] = "negative" } };
        Assert.Equal([["good", "positive"], ["fine", "positive"], ["bad", "negative"]], source.Cells());
        Assert.Contains("'*.pas'; found p/", (source with { Labels = new Dictionary<string, string> { ["*.pas"] = "x" } }).Error());
        Assert.Contains("gives this one a second", (source with { Labels = new Dictionary<string, string> { ["*.pos"] = "x", ["rt.*"] = "y" } }).Error());
    }

    [Fact]
    public void Labels_from_files_and_from_lines_exclude_each_other()
    {
        var source = Lines("a") with { Separator = "", Labels = new Dictionary<string, string>() };
        Assert.Equal(["separator", "separator"], source.Problems().Select(problem => problem.Key));
        Assert.Empty((Lines("a") with { Separator = "\t" }).Problems());
    }
}
