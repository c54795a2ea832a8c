using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class MultiMnistSourceTests : IDisposable
{
    private const int Side = 28, Digits = 10;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Digit i is a full square of the shade 10 i + 10.</summary>
    private MultiMnistSource Source
    {
        get
        {
            _folder.Write("images", [0, 0, 8, 3, 0, 0, 0, Digits, 0, 0, 0, Side, 0, 0, 0, Side, .. Enumerable.Range(0, Digits).SelectMany(digit => Enumerable.Repeat((byte)(10 * digit + 10), Side * Side))]);
            _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, Digits, .. Enumerable.Range(0, Digits).Select(digit => (byte)digit)]);
            return new MultiMnistSource { Path = _folder.Path };
        }
    }

    [Fact]
    public void Every_digit_is_once_the_left_and_once_the_right_one()
    {
        SourceContract.Holds(Source);
        var cells = Source.Cells();
        Assert.Equal(Enumerable.Range(0, Digits).Select(digit => $"{digit}"), cells.Select(row => row[1]));
        Assert.Equal(Enumerable.Range(0, Digits).Select(digit => $"{digit}"), cells.Select(row => row[2]).Order());
        Assert.NotEqual(cells.Select(row => row[2]), (Source with { Seed = 2 }).Cells().Select(row => row[2]));
    }

    [Fact]
    public void The_brighter_number_counts_where_two_digits_overlap()
    {
        foreach (var row in Source.Cells())
        {
            var image = Netpbm.Decode(ImageCell.Bytes(row[0]!, "cell"), "cell");
            byte Shade(int column) => (byte)(10 * int.Parse(row[column]!) + 10);
            // On a canvas of 36 × 36 the left one fills 0 to 27, the right one 6 to 33; number i of 28 is at 36 (i + ½) / 28.
            Assert.Equal(Shade(1), image.Bytes[0]);
            Assert.Equal(Math.Max(Shade(1), Shade(2)), image.Bytes[14 * Side + 14]);
            Assert.Equal(Shade(2), image.Bytes[25 * Side + 25]);
            Assert.Equal(0, image.Bytes[Side - 1]);
            Assert.Equal(0, image.Bytes[^1]);
        }
    }
}
