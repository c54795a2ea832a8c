using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class ImageFoldersSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_folder_of_an_image_is_its_label(bool packed)
    {
        (string, string)[] files = [("set/pos/1.png", "one"), ("set/neg/2.JPG", "two"), ("set/readme.txt", "about")];
        if (packed) _folder.WriteZip("c.zip", files);
        else foreach (var (name, content) in files) _folder.Write($"c/{name}", content);
        var source = new ImageFoldersSource { Path = Path.Combine(_folder.Path, packed ? "c.zip" : "c") };
        SourceContract.Holds(source);
        var table = source.Load();
        Assert.Equal(["image", "label", "file"], table.Columns);
        Assert.Equal([["2.JPG", "neg", "set/neg/2.JPG"], ["1.png", "pos", "set/pos/1.png"]], table.Rows.Select(row => row.Values));
        using var images = new ImageFiles();
        Assert.Equal(["two", "one"], table.Rows.Select(row => System.Text.Encoding.UTF8.GetString(images.Read(row.Values[0]!, row.Place))));
    }

    [Fact]
    public void An_image_outside_a_folder_is_an_error()
    {
        _folder.Write("c/pos/1.png", "one");
        _folder.Write("c/2.png", "two");
        var source = new ImageFoldersSource { Path = Path.Combine(_folder.Path, "c") };
        Assert.StartsWith("c/2.png  expected every image in a folder named for its class", source.Error());
        Assert.Single((source with { Files = "pos/*" }).Cells());
    }

    [Fact]
    public void A_folder_without_images_is_an_error()
    {
        _folder.Write("c/pos/1.txt", "one");
        Assert.Contains("expected files named .png, .jpg,", new ImageFoldersSource { Path = _folder.Path }.Error());
    }
}
