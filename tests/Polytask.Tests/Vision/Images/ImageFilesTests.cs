using Polytask.Data;
using Polytask.Tests.Data;
using Polytask.Vision.Images;

namespace Polytask.Tests.Vision.Images;

public sealed class ImageFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ImageFiles _files = new();

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Paths_are_relative_to_the_table_in_which_they_stand()
    {
        _folder.Write("set/images/a.png", "A");
        _folder.Write("b.png.gz", TempFolder.GZip("B"u8.ToArray()));
        var rows = new CsvSource { Path = _folder.Write("set/faces.csv", "image\nimages/a.png\n../b.png.gz\n") }.Load().Rows;
        Assert.Equal(["A", "B"], rows.Select(row => Text(_files.Read(row.Values[0]!, row.Place))));
    }

    [Fact]
    public void So_they_are_in_an_archive()
    {
        var path = _folder.WriteZip("set.zip", ("set/faces.csv", "image\nimages/a.png\n../b.png\n"), ("set/images/a.png", "A"), ("b.png", "B"));
        var rows = new CsvSource { Path = path }.Load().Rows;
        Assert.Equal(["A", "B"], rows.Select(row => Text(_files.Read(row.Values[0]!, row.Place))));
        Assert.Equal("set.zip/set/faces.csv:2: images/a.png", ImageFiles.Name(rows[0].Values[0]!, rows[0].Place));
    }

    [Theory]
    [InlineData("images/none.png")]
    [InlineData("faces.zip/none.png")]
    [InlineData("a\0b")]
    public void A_missing_file_is_an_error(string cell)
    {
        _folder.WriteZip("faces.zip", ("a.png", "A"));
        var error = Assert.Throws<DataException>(() => _files.Read(cell, new Place("faces.csv", 7) { Root = _folder.Path }));
        Assert.StartsWith($"faces.csv:7  expected the path of an image, found \"{cell}\" and no file ", error.Message);
    }

    [Fact]
    public void A_cell_may_hold_the_image_itself()
    {
        Assert.Equal("hi!", Text(_files.Read("data:image/png;base64,aGkh", new Place("faces.csv", 7))));
        var error = Assert.Throws<DataException>(() => _files.Read("data:image/png;base64,?", new Place("faces.csv", 7)));
        Assert.StartsWith("faces.csv:7  expected a data URI in base64, 'data:image/png;base64,…', found \"data:image/png;base64,?…\".", error.Message);
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
