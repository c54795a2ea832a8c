namespace Polytask.Vision.Images;

/// <summary>Decodes files whose pixels are numbers: PNG in grey or with a palette, and PGM.</summary>
internal static class PixelMapDecoder
{
    /// <summary>Decodes a file; of a palette, the numbers of its colours.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <exception cref="DataException">It is of another kind, truncated, damaged or too large.</exception>
    public static PixelMap Decode(byte[] bytes, string place)
    {
        if (Png.Is(bytes)) return Png.Decode(bytes, place);
        if (Netpbm.Is(bytes) && bytes[1] is (byte)'2' or (byte)'5') return Netpbm.DecodeNumbers(bytes, place);
        throw new DataException($"{place}  expected a number for every pixel, as a PNG in grey or with a palette or as PGM, found another file. Make it again in one of these.");
    }
}
