using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class TsvSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TsvSource Tsv(string content) => new() { Path = _folder.Write("a.tsv", content) };

    [Fact]
    public void A_quote_is_a_character() =>
        Assert.Equal([["\"So it goes", "x, y"], ["a\"", "\"\""]], Tsv("text\tlabel\r\n\"So it goes\tx, y\r\na\"\t\"\"\r\n").Cells());

    [Fact]
    public void Empty_cells_are_kept() => Assert.Equal([["", "b"], ["", ""]], Tsv("text\tlabel\n\tb\n\t\n").Cells());

    [Fact]
    public void A_ragged_row_is_an_error() => Assert.StartsWith("a.tsv:2  expected 2 cells", Tsv("text\tlabel\na\n").Error());
}
