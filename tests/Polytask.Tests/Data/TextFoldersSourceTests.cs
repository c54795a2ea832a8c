using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class TextFoldersSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_of_a_text_is_its_label()
    {
        var path = _folder.WriteZip("c.zip", ("reviews/README", "about"), ("reviews/pos/1.txt", " good\r\nfilm\n"), ("reviews/neg/2.txt", "bad"));
        var table = new TextFoldersSource { Path = path }.Load();
        Assert.Equal(["text", "label", "file"], table.Columns);
        Assert.Equal([["bad", "neg", "reviews/neg/2.txt"], ["good\r\nfilm", "pos", "reviews/pos/1.txt"]], table.Rows.Select(row => row.Values));
        Assert.Equal("c.zip/reviews/neg/2.txt", table.Rows[0].Place.ToString());
    }

    [Fact]
    public void A_text_outside_a_folder_is_an_error()
    {
        _folder.Write("c/pos/1.txt", "good");
        _folder.Write("c/notes.txt", "what?");
        var source = new TextFoldersSource { Path = Path.Combine(_folder.Path, "c") };
        Assert.StartsWith("c/notes.txt  expected every text in a folder", source.Error());
        Assert.Equal([["good", "pos", "pos/1.txt"]], (source with { Files = "pos/*.txt" }).Cells());
    }

    [Fact]
    public void Bytes_that_are_not_text_are_an_error_with_their_line()
    {
        _folder.Write("c/pos/1.txt", [(byte)'a', (byte)'\n', (byte)'b', 0xe9, (byte)'\n']);
        var source = new TextFoldersSource { Path = Path.Combine(_folder.Path, "c") };
        Assert.StartsWith("c/pos/1.txt:2  expected text in utf8, found other bytes.", source.Error());
        Assert.Equal("a\nbé", (source with { Encoding = TextEncoding.Latin1 }).Cells()[0][0]);
    }
}
