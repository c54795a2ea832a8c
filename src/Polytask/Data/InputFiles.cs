using System.IO.Enumeration;

namespace Polytask.Data;

/// <summary>
/// The files behind a path, in ordinal order of their names: the file itself, the files of a folder and its subfolders, or the
/// entries of a <c>.zip</c>. Nothing is unpacked to disk. Hidden files and links to folders are left out. The streams of one
/// archive are for one thread, and end when this object is disposed of.
/// </summary>
public sealed class InputFiles : IDisposable
{
    private readonly ZipInput? _archive;

    private InputFiles(IEnumerable<InputFile> files, ZipInput? archive = null)
    {
        _archive = archive;
        Files = [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>The files, in ordinal order of their names; at least one.</summary>
    public IReadOnlyList<InputFile> Files { get; }

    /// <summary>Finds the files behind a path.</summary>
    /// <param name="path">A file, a folder, a <c>.zip</c> or a <c>.gz</c>.</param>
    /// <param name="pattern">
    /// Which files of a folder or archive: <c>*</c> and <c>?</c> stand for characters other than a slash. It is compared with the
    /// end of the name, <c>.gz</c> left out, so that <c>pos/*.txt</c> finds <c>reviews/pos/1.txt</c>. A path to one file ignores it.
    /// </param>
    /// <param name="limits">How far an archive is trusted.</param>
    /// <exception cref="DataException">Nothing is there, nothing matches, or the archive is damaged or not to be trusted.</exception>
    public static InputFiles Open(string path, string pattern = "*", InputLimits? limits = null)
    {
        limits ??= new InputLimits();
        var place = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        try
        {
            if (Directory.Exists(path)) return OpenFolder(path, place, pattern, limits);
            if (!File.Exists(path))
                throw new DataException($"{path}  expected a file, a folder, a .zip or a .gz; found nothing. Correct the path.");
            return IsNamed(path, ".zip") ? OpenZip(path, place, pattern, limits) : new InputFiles([OnDisk(path, place, place, limits)]);
        }
        catch (Exception e) when (GuardedStream.IsReadFailure(e))
        {
            throw GuardedStream.Unreadable(path, e);
        }
    }

    /// <summary>Closes the archive.</summary>
    public void Dispose() => _archive?.Dispose();

    private static InputFiles OpenFolder(string path, string place, string pattern, InputLimits limits)
    {
        var names = new FileSystemEnumerable<string>(path, (ref entry) => Path.GetRelativePath(path, entry.ToFullPath()),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        var found = names.Take(limits.Files + 1).Select(name => name.Replace(Path.DirectorySeparatorChar, '/')).ToList();
        limits.CheckCount(path, found.Count);
        return new InputFiles(Select(path, found, name => name, pattern)
            .Select(name => OnDisk(Path.Combine(path, name), name, $"{place}/{name}", limits)));
    }

    private static InputFiles OpenZip(string path, string place, string pattern, InputLimits limits)
    {
        var archive = new ZipInput(path, place, limits);
        try
        {
            return new InputFiles(Select(path, archive.Files, file => file.Name, pattern), archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static InputFile OnDisk(string path, string name, string place, InputLimits limits) => !IsNamed(path, ".gz")
        ? new(name, place, () => File.OpenRead(path), FolderOf(path))
        : new(name, place, () => Unpack(File.OpenRead(path), new UnpackMeter(place, new FileInfo(path).Length, limits).ForFile(place)), FolderOf(path));

    private static string? FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path));

    internal static Stream Unpack(Stream packed, UnpackMeter meter) =>
        new MeteredStream(new GZipInput(packed), meter);

    internal static bool IsNamed(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static List<T> Select<T>(string path, IReadOnlyList<T> all, Func<T, string> nameOf, string pattern)
    {
        var visible = all.Where(file => !IsHidden(nameOf(file))).ToList();
        var selected = visible.Where(file => Matches(nameOf(file), pattern)).ToList();
        if (selected.Count > 0) return selected;
        throw new DataException(visible.Count == 0
            ? $"{path}  expected files that match '{pattern}'; it holds no file. Correct the path."
            : $"{path}  expected files that match '{pattern}'; found {string.Join(", ", visible.Take(5).Select(nameOf))}"
                + $"{(visible.Count > 5 ? $" and {visible.Count - 5} more" : "")}. Correct the path or the pattern.");
    }

    private static bool IsHidden(string name) => name.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX");

    /// <summary>Whether the end of a name matches a pattern, as <see cref="Open"/> compares them.</summary>
    public static bool Matches(string name, string pattern)
    {
        if (IsNamed(name, ".gz") && !IsNamed(pattern, ".gz")) name = name[..^3];
        var (parts, wanted) = (name.Split('/'), pattern.Split('/'));
        return wanted.Length <= parts.Length
            && wanted.Zip(parts.TakeLast(wanted.Length)).All(p => FileSystemName.MatchesSimpleExpression(p.First, p.Second));
    }
}
