using System.Globalization;

namespace Polytask.Data;

/// <summary>How far archives are trusted. Bytes are counted while they are unpacked; what an archive says about itself is not believed.</summary>
public sealed record InputLimits
{
    /// <summary>The most files in one folder or archive.</summary>
    public int Files { get; init; } = 500_000;

    /// <summary>The most bytes that one packed file may unpack to: 8 GiB.</summary>
    public long FileBytes { get; init; } = 8L << 30;

    /// <summary>The most bytes that one archive may unpack to in all: 32 GiB.</summary>
    public long TotalBytes { get; init; } = 32L << 30;

    /// <summary>The most bytes unpacked for each packed byte, above <see cref="FreeBytes"/>. Text seldom passes 20.</summary>
    public int Ratio { get; init; } = 250;

    /// <summary>Bytes that may be unpacked whatever the ratio: 64 MiB.</summary>
    public long FreeBytes { get; init; } = 64L << 20;

    internal void CheckCount(string place, int files)
    {
        if (files > Files)
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{place}  expected at most {Files:N0} files, found more. Choose a smaller folder or archive."));
    }
}
