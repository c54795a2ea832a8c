using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class IdxSourceTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 7];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IdxSource Source => new() { Path = _folder.Path };

    [Fact]
    public void Images_stand_beside_their_labels()
    {
        _folder.Write("train-images-idx3-ubyte.gz", TempFolder.GZip(Images));
        _folder.Write("train-labels-idx1-ubyte", Labels);
        _folder.Write("other-labels", [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
        var source = Source with { Labels = new Dictionary<string, string> { ["digit"] = "train-labels*", ["odd"] = "other*" } };
        SourceContract.Holds(source);
        var table = source.Load();
        Assert.Equal(["image", "digit", "odd"], table.Columns);
        Assert.Equal([[ImageCell.Of(1, 3, [1, 2, 3]), "9", "0"], [ImageCell.Of(1, 3, [4, 5, 6]), "7", "1"]], table.Rows.Select(row => row.Values));
        Assert.EndsWith("/train-images-idx3-ubyte.gz:2", table.Rows[1].Place.ToString());
    }

    [Fact]
    public void The_path_may_name_the_file_of_images()
    {
        _folder.Write("labels", Labels);
        Assert.Equal("7", (Source with { Path = _folder.Write("digits", Images), Images = "ignored" }).Cells()[1][1]);
    }

    [Fact]
    public void So_many_rows_are_read_as_are_stated()
    {
        _folder.Write("images", Images);
        _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 3, 9, 7, 5]);
        Assert.Contains("/labels, 3; found 2. Choose files that belong together, or state how many to read with 'rows'.", Source.Error());
        Assert.Single((Source with { Rows = 1 }).Cells());
        Assert.EndsWith("expected at least 3 images and labels, as 'rows' says; found 2. Lower it.", (Source with { Rows = 3 }).Error());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 1 }, "expected an IDX file of bytes with 3 dimensions, which begins with 0 0 8 3; found 0 0 8 1.")]
    [InlineData(new byte[] { 0, 0, 13, 3, 0, 0, 0, 2 }, "found 0 0 13 3.")]
    [InlineData(new byte[] { 0, 0 }, "expected an IDX file, found the end of the file. It is truncated; fetch it again.")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5 }, "expected 2 × 1 × 3 bytes after the head, found the end of the file. It is truncated; fetch it again.")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7 }, "expected 2 × 1 × 3 bytes after the head, found more. The file is damaged; fetch it again.")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 127, 0, 0, 1, 127, 0, 0, 3 }, "expected an image of 1 to 50,000,000 pixels, found")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 255, 0, 0, 1, 127, 0, 0, 3 }, "expected an IDX file with something in it, found the sizes 2 × -16777215 × 2130706435.")]
    public void Damaged_images_are_refused(byte[] images, string message)
    {
        _folder.Write("images", images);
        _folder.Write("labels", Labels);
        var error = Source.Error();
        Assert.Contains("/images  ", error);
        Assert.Contains(message, error);
    }

    [Fact]
    public void A_pattern_that_matches_several_files_is_an_error()
    {
        _folder.Write("a-images", Images);
        _folder.Write("b-images", Images);
        Assert.EndsWith("expected one file that matches '*images*'; found a-images, b-images. Make the pattern narrower.", Source.Error());
    }
}
