using System.Globalization;

namespace Polytask.Vision.Images;

/// <summary>How far image files are trusted. What a file says of its size is checked before memory is taken for its pixels.</summary>
internal static class ImageLimits
{
    /// <summary>The most bytes of one file.</summary>
    public const int FileBytes = 64 << 20;

    /// <summary>The most pixels of one image.</summary>
    public const long Pixels = 50_000_000;

    /// <summary>Checks what an image says of its size.</summary>
    /// <exception cref="DataException">It is empty, or too large.</exception>
    public static void Check(string place, long width, long height)
    {
        if (width < 1 || height < 1 || width > Pixels || height > Pixels || width * height > Pixels)
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{place}  expected an image of 1 to {Pixels:N0} pixels, found {width:N0} × {height:N0}. Make it smaller, or leave it out."));
    }
}
