using System.IO.Compression;

namespace Polytask.Data;

/// <summary>The entries of a zip archive. The archive is not trusted: names, sizes and check sums are verified.</summary>
internal sealed class ZipInput : IDisposable
{
    private readonly ZipArchive _archive;

    /// <summary>Reads the directory of an archive.</summary>
    /// <exception cref="DataException">An entry has a name that points outside the archive, or there are too many.</exception>
    public ZipInput(string path, string place, InputLimits limits)
    {
        var stream = File.OpenRead(path);
        try
        {
            var meter = new UnpackMeter(place, stream.Length, limits);
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            limits.CheckCount(place, _archive.Entries.Count);
            var names = new HashSet<string>(StringComparer.Ordinal);
            var opened = new HashSet<string>(StringComparer.Ordinal);
            Files = [.. _archive.Entries.Where(e => !e.FullName.EndsWith('/') && !e.FullName.EndsWith('\\')).Select(entry =>
            {
                var name = SafeName(place, entry.FullName);
                if (!names.Add(name)) throw new DataException($"{place}  holds '{name}' twice. Make the archive again.");
                // What is read again counts by itself alone: it was within the limits, and is no more than it was.
                UnpackMeter Meter() => opened.Add(name) ? meter : new UnpackMeter(place, stream.Length, limits);
                return new InputFile(name, $"{place}/{name}", () => Open(entry, name, Meter()), Path.GetDirectoryName(Path.Join(Path.GetFullPath(path), name)));
            })];
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The entries that are files, in archive order.</summary>
    public IReadOnlyList<InputFile> Files { get; }

    /// <summary>Closes the archive.</summary>
    public void Dispose() => _archive.Dispose();

    private static Stream Open(ZipArchiveEntry entry, string name, UnpackMeter meter)
    {
        if (entry.IsEncrypted) throw new InvalidDataException("The entry is encrypted.");
        var content = new Crc32Stream(new MeteredStream(entry.Open(), meter.ForFile($"{meter.Place}/{name}")), entry.Crc32);
        return InputFiles.IsNamed(name, ".gz") ? InputFiles.Unpack(content, meter.ForFile($"{meter.Place}/{name}")) : content;
    }

    private static string SafeName(string place, string name)
    {
        var parts = name.Replace('\\', '/').Split('/');
        var absolute = parts[0].Length == 0 || (parts[0].Length > 1 && parts[0][1] == ':');
        if (absolute || parts.Contains("..") || name.Any(char.IsControl))
            throw new DataException($"{place}  holds an entry named '{Printable(name)}', which points outside the archive. Do not use this archive.");
        return string.Join('/', parts.Where(part => part is not ("" or ".")));
    }

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
