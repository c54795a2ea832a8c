using System.Globalization;

namespace Polytask.Data;

/// <summary>Counts what an archive unpacks to, and stops it at its limits.</summary>
internal sealed class UnpackMeter(string place, long packedBytes, InputLimits limits, UnpackMeter? archive = null)
{
    private readonly long _most = archive is null
        ? Math.Min(limits.TotalBytes, Math.Max(limits.FreeBytes, packedBytes * limits.Ratio))
        : limits.FileBytes;
    private long _bytes;

    /// <summary>What is unpacked, for messages.</summary>
    public string Place { get; } = place;

    /// <summary>A meter of one file, which counts for the archive too.</summary>
    public UnpackMeter ForFile(string file) => new(file, packedBytes, limits, this);

    /// <summary>Counts bytes.</summary>
    /// <exception cref="DataException">A limit is passed.</exception>
    public void Count(int bytes)
    {
        _bytes += bytes;
        if (_bytes > _most)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{Place}  unpacks to more than {_most:N0} bytes, which is more than an archive of {packedBytes:N0} bytes is trusted with. If it is genuine, unpack it first and name the folder."));
        archive?.Count(bytes);
    }
}
