using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class JoinedSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CsvSource Csv(string name, string content) => new() { Path = _folder.Write(name, content) };

    private static JoinedSource Join(params SourceOptions[] parts) => new() { Key = "image", Parts = parts.Index().ToDictionary(part => $"part{part.Index}", part => part.Item) };

    [Fact]
    public void A_row_has_the_columns_of_all_parts_and_none_is_lost()
    {
        var table = Join(Csv("mood.csv", "image,mood\na.png,glad\nb.png,sad\n"), Csv("who.csv", "age,image,who\n30,b.png,Ann\n40,c.png,Bo\n")).Load();
        Assert.Equal(["image", "mood", "age", "who"], table.Columns);
        Assert.Equal([["a.png", "glad", null, null], ["b.png", "sad", "30", "Ann"], ["c.png", null, "40", "Bo"]], table.Rows.Select(row => row.Values));
        Assert.Equal(["mood.csv:2", "mood.csv:3", "who.csv:3"], table.Rows.Select(row => row.Place.ToString()));
    }

    [Fact]
    public void Sources_of_several_kinds_are_joined() => Assert.Equal(
        [["a.png", "glad", "1"]],
        Join(Csv("mood.csv", "image,mood\na.png,glad\n"), new JsonLinesSource { Path = _folder.Write("n.jsonl", "{\"image\":\"a.png\",\"n\":1}\n") }).Cells());

    [Fact]
    public void It_can_be_read_again()
    {
        var source = Join(Csv("mood.csv", "image,mood\na.png,glad\n"), Csv("who.csv", "image,who\na.png,Ann\n")).Open();
        Assert.Equal(source.Read().Select(row => row.Values), source.Read().Select(row => row.Values));
    }

    [Fact]
    public void What_cannot_be_joined_is_said()
    {
        var mood = Csv("mood.csv", "image,mood\na.png,glad\n");
        Assert.Equal("parts.part1: expected the column 'image', by which rows are joined; found file, who. Correct 'key', or name the columns of this source.", Error(mood, Csv("1.csv", "file,who\na.png,Ann\n")));
        Assert.Equal("parts.part1: the column 'mood' is in parts.part0, too. Name one of them otherwise, or leave one out.", Error(mood, Csv("2.csv", "image,mood\na.png,sad\n")));
        Assert.Equal("3.csv:3  column 'image': \"a.png\" stands in 3.csv:2 already. Expected each value once in parts.part1; leave one of these rows out.", Error(mood, Csv("3.csv", "image,who\na.png,Ann\na.png,Bo\n")));
        Assert.Equal("4.csv:2  column 'image' is empty, and rows are joined by it. Fill it, or leave the row out.", Error(mood, Csv("4.csv", "image,who\n,Ann\n")));
        Assert.Equal("parts", Assert.Single(Join(mood).Problems()).Key);

        static string Error(params SourceOptions[] parts) => Assert.Throws<DataException>(() => Join(parts).Load()).Message;
    }
}
