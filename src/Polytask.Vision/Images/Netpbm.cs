using System.Globalization;
using System.Text;
using Polytask.Modules;

namespace Polytask.Vision.Images;

/// <summary>PGM (grey) and PPM (colour), as text (P2, P3) or bytes (P5, P6), with up to 65,535 shades.</summary>
internal static class Netpbm
{
    private const int MostShades = 65_535;

    /// <summary>Whether a file begins as one of these.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && bytes[0] == 'P' && bytes[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6' && IsSpace(bytes[2]);

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DataException">It is truncated, damaged or too large.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string place)
    {
        var (shape, shades, numbers) = Read(bytes, place);
        var pixels = new byte[shape.Numbers];
        // Pixels come one after another, each with its channels.
        for (var i = 0; i < pixels.Length; i++) pixels[i % shape.Channels * shape.Places + i / shape.Channels] = (byte)((numbers[i] * 255L + shades / 2) / shades);
        return new Image(shape, pixels);
    }

    /// <summary>Decodes a grey file whose shades stand for something.</summary>
    /// <exception cref="DataException">It is truncated, damaged or too large.</exception>
    public static PixelMap DecodeNumbers(ReadOnlySpan<byte> bytes, string place)
    {
        var (shape, _, numbers) = Read(bytes, place);
        return new PixelMap(shape.Height, shape.Width, numbers);
    }

    private static (RowShape Shape, int Shades, ushort[] Numbers) Read(ReadOnlySpan<byte> bytes, string place)
    {
        var isText = bytes[1] is (byte)'2' or (byte)'3';
        var at = 2;
        var (width, height) = (Number(bytes, ref at, place), Number(bytes, ref at, place));
        ImageLimits.Check(place, width, height);
        var shades = Number(bytes, ref at, place);
        if (shades is 0 or > MostShades) throw new DataException($"{place}  expected 1 to {MostShades} shades, found {shades}. Make the image again.");
        var shape = new RowShape(bytes[1] is (byte)'3' or (byte)'6' ? 3 : 1, height, width);
        var numbers = new ushort[shape.Numbers];
        if (!isText && ++at + (long)numbers.Length * (shades > 255 ? 2 : 1) > bytes.Length) throw Truncated(place);
        for (var i = 0; i < numbers.Length; i++)
        {
            var value = isText ? Number(bytes, ref at, place) : shades > 255 ? bytes[at++] << 8 | bytes[at++] : bytes[at++];
            if (value > shades) throw new DataException($"{place}  expected numbers up to {shades}, found {value}. Make the image again.");
            numbers[i] = (ushort)value;
        }
        return (shape, shades, numbers);
    }

    /// <summary>A grey image as PGM, one of three channels as PPM.</summary>
    public static byte[] Encode(Image image)
    {
        var shape = image.Shape;
        var pixels = new byte[shape.Numbers];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = image.Bytes[i % shape.Channels * shape.Places + i / shape.Channels];
        return [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(shape.Channels == 1 ? "P5" : "P6")} {shape.Width} {shape.Height} 255\n")), .. pixels];
    }

    private static int Number(ReadOnlySpan<byte> bytes, ref int at, string place)
    {
        while (at < bytes.Length && (IsSpace(bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#') while (at < bytes.Length && bytes[at] != '\n') at++;
            else at++;
        }
        var (begin, number) = (at, 0L);
        for (; at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9'; at++) number = Math.Min(10 * number + (bytes[at] - '0'), int.MaxValue);
        if (at == begin) throw at == bytes.Length ? Truncated(place) : new DataException($"{place}  expected a number in the image, found the byte {bytes[at]}. Make the image again.");
        return (int)number;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or >= 9 and <= 13;

    private static DataException Truncated(string place) => new($"{place}  cannot be decoded: the image is truncated. Take it out, or fetch it again.");
}
