using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class MatchedFilesSourceTests : IDisposable
{
    private static readonly Dictionary<string, string> Columns = new() { ["image"] = "{part}/{name}.jpg", ["mask"] = "{part}annot/{name}.png" };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_are_matched_by_what_stands_in_braces(bool packed)
    {
        (string, string)[] files = [("train/a.jpg", "a"), ("trainannot/a.png", "mask of a"), ("test/b.jpg", "b"), ("testannot/c.png", "mask of c"), ("readme.txt", "about")];
        if (packed) _folder.WriteZip("c.zip", files);
        else foreach (var (name, content) in files) _folder.Write($"c/{name}", content);
        var source = new MatchedFilesSource { Path = Path.Combine(_folder.Path, packed ? "c.zip" : "c"), Columns = Columns };
        SourceContract.Holds(source);
        var table = source.Load();
        Assert.Equal(["image", "mask", "part", "name"], table.Columns);
        Assert.Equal([["test/b.jpg", null, "test", "b"], ["train/a.jpg", "trainannot/a.png", "train", "a"]], table.Rows.Select(row => row.Values));
        using var images = new ImageFiles();
        Assert.Equal("mask of a", System.Text.Encoding.UTF8.GetString(images.Read(table.Rows[1].Values[1]!, table.Rows[1].Place)));
        Assert.EndsWith(": trainannot/a.png", ImageFiles.Name(table.Rows[1].Values[1]!, table.Rows[1].Place), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_matches_is_an_error()
    {
        _folder.Write("c/a.jpg", "a");
        Assert.Contains("expected files named like {part}/{name}.jpg, found a.jpg", new MatchedFilesSource { Path = Path.Combine(_folder.Path, "c"), Columns = Columns }.Error());
    }

    [Fact]
    public void Columns_have_the_same_names_in_braces()
    {
        MatchedFilesSource With(params (string, string)[] columns) => new() { Path = "c", Columns = columns.ToDictionary() };
        Assert.Empty(With(("image", "{a}.jpg"), ("mask", "{a}/{a}.png")).Problems());
        Assert.Single(With().Problems());
        Assert.Contains("found a in \"{a}.jpg\" and none in \"b.png\"", Assert.Single(With(("image", "{a}.jpg"), ("mask", "b.png")).Problems()).Message);
        Assert.Contains("\"a\" is a column and a name in braces", Assert.Single(With(("a", "{a}.jpg")).Problems()).Message);
    }
}
