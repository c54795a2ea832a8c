using System.IO.Compression;
using System.Text;

namespace Polytask.Tests.Data;

/// <summary>A folder for one test, deleted afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("polytask-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string WriteZip(string name, params (string Name, string Content)[] entries) => Write(name, Zip(entries));

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (entry, content) in entries)
                using (var stream = archive.CreateEntry(entry).Open())
                    stream.Write(Encoding.UTF8.GetBytes(content));
        return memory.ToArray();
    }

    public static byte[] GZip(byte[] content)
    {
        var memory = new MemoryStream();
        using (var stream = new GZipStream(memory, CompressionMode.Compress)) stream.Write(content);
        return memory.ToArray();
    }
}
