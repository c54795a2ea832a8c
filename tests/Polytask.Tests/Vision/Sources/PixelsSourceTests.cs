using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class PixelsSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PixelsSource Source(string table, string pixels = "pixel*") => new() { Path = _folder.Write("faces.csv", table), Height = 1, Width = 3, Pixels = pixels };

    [Theory]
    [InlineData("mood,pixel0,pixel1,pixel2\nglad,0,7,255\n", "pixel*")]
    [InlineData("mood,values\nglad,0 7 255\n", "values")]
    public void Numbers_become_an_image(string file, string pixels)
    {
        SourceContract.Holds(Source(file, pixels));
        var table = Source(file, pixels).Load();
        Assert.Equal(["image", "mood"], table.Columns);
        Assert.Equal([ImageCell.Of(1, 3, [0, 7, 255]), "glad"], table.Rows[0].Values);
    }

    [Theory]
    [InlineData("pixel0,pixel1\n0,1\n", "expected one column that matches 'pixel*', or 3 for 1 × 3 numbers; found 2.")]
    [InlineData("a,b\n0,1\n", "found 0. Correct 'pixels', 'height' and 'width'.")]
    [InlineData("pixel0,pixel1,pixel2\n0,1,256\n", "faces.csv:2  expected whole numbers from 0 to 255, found \"256\".")]
    [InlineData("pixel0,pixel1,pixel2\n0,,2\n", "faces.csv:2  expected whole numbers from 0 to 255, found \"\".")]
    [InlineData("pixels\n0 1\n", "faces.csv:2  expected 3 numbers for 1 × 3, found 2.")]
    [InlineData("image,pixels\na,0 1 2\n", "expected columns beside 'image', found one of that name.")]
    public void Other_rows_are_errors(string file, string message) => Assert.Contains(message, Source(file).Error());
}
