using System.Text;
using CsCheck;
using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CsvSource Csv(string content) => new() { Path = _folder.Write("a.csv", content) };

    [Theory]
    [InlineData("text,label\na,b\nc,d\n")]
    [InlineData("text,label\r\na,b\r\nc,d")]
    [InlineData("text,label\ra,b\rc,d\r")]
    [InlineData("\ufefftext,label\na,b\nc,d")]
    [InlineData("\n\ntext,label\n\na,b\r\n\r\nc,d\n\n")]
    [InlineData("\"text\",\"label\"\n\"a\",b\nc,\"d\"")]
    [InlineData(" text , label\na,b\nc,d\n")]
    public void Rows_have_the_columns_of_the_header(string content)
    {
        var table = Csv(content).Load();
        Assert.Equal(["text", "label"], table.Columns);
        Assert.Equal([["a", "b"], ["c", "d"]], table.Rows.Select(row => row.Values));
    }

    [Fact]
    public void Quoted_cells_hold_delimiters_quotes_and_line_ends()
    {
        var source = Csv("text,label\n\"a, \"\"b\"\"\r\nc\",d\n\"\",\"\"\"\"\n");
        Assert.Equal([["a, \"b\"\r\nc", "d"], ["", "\""]], source.Cells());
    }

    [Fact]
    public void A_quote_inside_a_plain_cell_is_a_character() => Assert.Equal([["5\" disk", " \"b\""]], Csv("text,label\n5\" disk, \"b\"\n").Cells());

    [Fact]
    public void Places_are_the_lines_where_rows_begin()
    {
        var rows = Csv("text,label\n\"a\nb\nc\",d\n\n\ne,f\n").Load().Rows;
        Assert.Equal(["a.csv:2", "a.csv:7"], rows.Select(row => row.Place.ToString()));
    }

    [Fact]
    public void A_nameless_column_is_called_by_its_position() => Assert.Equal(["column1", "text"], Csv(",text\n0,a\n").Load().Columns);

    [Fact]
    public void Stated_columns_make_the_first_row_data()
    {
        var source = Csv("a,b\nc,d\n") with { Columns = ["text", "label"] };
        Assert.Equal([["a", "b"], ["c", "d"]], source.Cells());
        Assert.Equal(["text", "label"], source.Open().Columns);
    }

    [Theory]
    [InlineData("text,label\na;b,c\n", ',')]
    [InlineData("text;label\na,b;c\n", ';')]
    [InlineData("text\tlabel\na, b\tc\n", '\t')]
    [InlineData("text|label\na, b|c;d\n", '|')]
    [InlineData("text|label\n\"a|b\"|c,d\n", '|')]
    [InlineData("a,b\tlabel\nc\td\n", '\t')]
    public void The_delimiter_is_detected(string content, char delimiter)
    {
        var (cells, columns) = (Csv(content).Cells(), Csv(content).Open().Columns);
        Assert.Equal(content.Split('\n')[0].Split(delimiter), columns);
        Assert.Equal(2, cells[0].Length);
    }

    [Fact]
    public void A_single_column_needs_no_delimiter() => Assert.Equal([["a"], ["b"]], Csv("text\na\nb\n").Cells());

    [Fact]
    public void A_stated_delimiter_is_obeyed() =>
        Assert.Equal([["a,b", "c"]], (Csv("x,y;z\na,b;c\n") with { Delimiter = Delimiter.Semicolon }).Cells());

    [Fact]
    public void Any_cells_are_read_as_they_were_written()
    {
        var character = Gen.Frequency((4, Gen.Char["abc ,;|\t\"\r\n'é\u0085\u2028"]), (1, Gen.Char['\u0001', '\ud7ff']));
        var cell = Gen.String[character, 0, 12];
        var rows = Gen.Int[1, 5].SelectMany(width => cell.Array[width].Array[1, 6]);
        Gen.Select(rows, Gen.OneOf([.. DelimiterDetection.Characters.Keys]), Gen.OneOf("\n", "\r\n", "\r"), Gen.Bool).ForAll((rows, delimiter, end, mark) =>
        {
            var text = new StringBuilder(mark ? "\ufeff" : "");
            foreach (var row in rows)
                text.AppendJoin(DelimiterDetection.Characters[delimiter], row.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")).Append(end);
            var source = Csv(text.ToString()) with { Delimiter = delimiter, Columns = [.. rows[0].Select((_, i) => $"c{i}")] };
            Assert.Equal(rows, source.Cells());
        }, iter: 300);
    }

    [Fact]
    public void A_cell_longer_than_any_buffer_is_read_whole()
    {
        var cell = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},é\n"));
        Assert.Equal([[cell, "b"], ["c", "d"]], Csv($"text,label\n\"{cell}\",b\nc,d\n").Cells());
    }

    [Fact]
    public void Lines_are_counted_across_buffers()
    {
        var content = "text,label\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"\"é{i}\n\",b\r\n"));
        var rows = Csv(content).Load().Rows;
        Assert.Equal(50_000, rows.Count);
        Assert.All(rows.Index(), row => Assert.Equal(2 + 2 * row.Index, row.Item.Place.Line));
    }

    [Fact]
    public void Files_of_one_set_of_columns_are_read_one_after_the_other()
    {
        var path = _folder.WriteZip("c.zip", ("b.csv", "text,label\nc,d\n"), ("a.csv", "text,label\na,b\n"), ("README", "no table"));
        var table = new CsvSource { Path = path }.Load();
        Assert.Equal(["c.zip/a.csv:2", "c.zip/b.csv:2"], table.Rows.Select(row => row.Place.ToString()));
    }

    [Fact]
    public void Files_of_other_columns_are_an_error() => Assert.Equal(
        "c.zip/b.csv  expected the columns of the first file, text, label; found text, topic. Make them the same, or choose one file with 'files'.",
        new CsvSource { Path = _folder.WriteZip("c.zip", ("a.csv", "text,label\na,b\n"), ("b.csv", "text,topic\nc,d\n")) }.Error());

    [Theory]
    [InlineData("text,label\na,b\n\nc\n", "a.csv:4  expected 2 cells, one for each column; found 1.")]
    [InlineData("text,label\na,b,c\n", "a.csv:2  expected 2 cells, one for each column; found 3.")]
    [InlineData("text,label\na,b\nc,\"d\ne\nf,g\n", "a.csv:3  expected a closing quote for the cell that begins here, found the end of the file.")]
    [InlineData("text,label\n\"a\nb\"c,d\n", "a.csv:3  expected the cell to end with its closing quote, found more characters.")]
    [InlineData("text,label,text\na,b,c\n", "a.csv  expected column names that differ; found 'text' 2 times.")]
    [InlineData("", "a.csv  expected a row of column names, found an empty file.")]
    [InlineData("\n\n", "a.csv  expected a row of column names, found an empty file.")]
    [InlineData("text,label\n", "data.reviews: the source has columns text, label but no row.")]
    [InlineData("text,label\na,b\nc,\0\n", "a.csv:3  expected text, found a zero character.")]
    public void A_malformed_file_is_an_error_with_its_line(string content, string expected) => Assert.StartsWith(expected, Csv(content).Error());

    [Fact]
    public void A_row_that_never_ends_is_an_error() =>
        Assert.StartsWith("a.csv:2  expected at most 16,777,216 characters", Csv("text\n" + new string('a', (1 << 24) + 1)).Error());
}
