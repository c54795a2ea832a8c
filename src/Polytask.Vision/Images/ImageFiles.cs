using System.Globalization;
using Polytask.Data;

namespace Polytask.Vision.Images;

/// <summary>The files of images that cells hold or name. A path is relative to the folder, or the place in an archive, of the file in which it stands.</summary>
internal sealed class ImageFiles : IDisposable
{
    private readonly Dictionary<string, (InputFiles Archive, Dictionary<string, InputFile> Files)> _archives = new(StringComparer.Ordinal);

    /// <summary>The bytes of the file of a cell.</summary>
    /// <param name="cell">The path of an image, or a data URI.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="DataException">There is no such file, it is too large or cannot be read.</exception>
    public byte[] Read(string cell, Place place)
    {
        if (ImageCell.HoldsImage(cell)) return ImageCell.Bytes(cell, Name(cell, place));
        using var stream = Find(cell, place).Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > ImageLimits.FileBytes)
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{Name(cell, place)}  expected a file of at most {ImageLimits.FileBytes:N0} bytes, found more. Make the image smaller, or leave it out."));
        }
        return bytes.ToArray();
    }

    /// <summary>What messages call an image.</summary>
    public static string Name(string cell, Place place) => ImageCell.HoldsImage(cell) || place.Line == 0 && place.File.EndsWith(cell, StringComparison.Ordinal) ? place.ToString() : $"{place}: {cell}";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (archive, _) in _archives.Values) archive.Dispose();
    }

    private InputFile Find(string cell, Place place)
    {
        var path = cell.Contains('\0') ? "" : Path.GetFullPath(cell, place.Root ?? Environment.CurrentDirectory);
        if (File.Exists(path))
        {
            using var file = InputFiles.Open(path);
            return file.Files[0];
        }
        for (var archive = Path.GetDirectoryName(path); !string.IsNullOrEmpty(archive); archive = Path.GetDirectoryName(archive))
            if (File.Exists(archive) && Entries(archive).TryGetValue(Path.GetRelativePath(archive, path).Replace(Path.DirectorySeparatorChar, '/'), out var entry)) return entry;
        throw new DataException($"{place}  expected the path of an image, found \"{cell}\" and no file {path}. Correct the cell, or put the file there: paths are relative to the file in which they stand.");
    }

    private Dictionary<string, InputFile> Entries(string archive)
    {
        if (_archives.TryGetValue(archive, out var open)) return open.Files;
        var files = InputFiles.Open(archive);
        return (_archives[archive] = (files, files.Files.ToDictionary(file => file.Name, StringComparer.Ordinal))).Files;
    }
}
