using Polytask.Modules;

namespace Polytask.Vision.Images;

/// <summary>Images in the cells of a table: the path of a file, or a data URI (RFC 2397) that holds one.</summary>
internal static class ImageCell
{
    /// <summary>What sources that give images call their column.</summary>
    public const string Column = "image";

    private const string Scheme = "data:";
    private const string Base64 = ";base64,";

    /// <summary>Whether a cell holds the image itself.</summary>
    public static bool HoldsImage(string cell) => cell.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>A cell that holds an image.</summary>
    public static string Of(Image image) => $"{Scheme}image/x-portable-anymap{Base64}{Convert.ToBase64String(Netpbm.Encode(image))}";

    /// <summary>A cell that holds a grey image.</summary>
    public static string Of(int height, int width, byte[] pixels) => Of(new Image(new RowShape(1, height, width), pixels));

    /// <summary>A cell that holds numbers of pixels.</summary>
    /// <param name="map">The numbers.</param>
    /// <param name="bits">8 or 16 of them for each.</param>
    public static string Of(PixelMap map, int bits) => $"{Scheme}image/png{Base64}{Convert.ToBase64String(Png.Encode(map, bits))}";

    /// <summary>The file in a cell that holds one.</summary>
    /// <exception cref="DataException">It is not in base64.</exception>
    public static byte[] Bytes(string cell, string place)
    {
        var at = cell.IndexOf(Base64, StringComparison.OrdinalIgnoreCase);
        var bytes = new byte[cell.Length];
        return at > 0 && Convert.TryFromBase64Chars(cell.AsSpan(at + Base64.Length), bytes, out var length) ? bytes[..length]
            : throw new DataException($"{place}  expected a data URI in base64, 'data:image/png;base64,…', found \"{cell[..Math.Min(cell.Length, 40)]}…\". Correct the cell.");
    }
}
