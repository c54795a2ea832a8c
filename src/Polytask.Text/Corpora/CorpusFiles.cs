using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>The unpacked files of a corpus, whether they lie in its archives or in a folder.</summary>
internal sealed class CorpusFiles : IDisposable
{
    // No corpus here comes near: a file that claims more is not one of theirs.
    private static readonly InputLimits Limits = new() { FileBytes = 256L << 20, TotalBytes = 1L << 30 };

    private readonly string _path;
    private readonly string _corpus;
    private readonly List<(string Path, InputFiles Files)> _archives = [];

    /// <summary>Opens a zip file, or a folder: the package's archives where it holds them, else the folder itself.</summary>
    /// <exception cref="DataException">Nothing is there, an archive is missing, or is damaged or not to be trusted.</exception>
    public CorpusFiles(string path, CorpusPackage package)
    {
        (_path, _corpus) = (path, package.Name);
        var archives = package.Files.Select(file => Path.Combine(path, file.Name)).ToList();
        try
        {
            foreach (var archive in archives.Any(File.Exists) ? archives : [path])
                _archives.Add((archive, InputFiles.Open(archive, limits: Limits)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The one file whose name ends like this: <c>train/label</c>.</summary>
    /// <exception cref="DataException">There is none, or more than one.</exception>
    public InputFile One(string name) => All(name) switch
    {
        [var file] => file,
        var found => throw Misfit(name, $"{found.Count} files of this name"),
    };

    /// <summary>All files whose names match a pattern: see <see cref="InputFiles.Open"/>.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public IReadOnlyList<InputFile> All(string pattern)
    {
        var files = _archives.SelectMany(archive => archive.Files.Files).ToList();
        var found = files.Where(file => InputFiles.Matches(file.Name, pattern)).ToList();
        return found.Count > 0 ? found
            : throw Misfit(pattern, $"{string.Join(", ", files.Take(3).Select(file => file.Name))}{(files.Count > 3 ? $" and {files.Count - 3} more" : "")}");
    }

    /// <summary>The archive or folder that holds a file.</summary>
    /// <exception cref="DataException">There is none of this name, or more than one.</exception>
    public string PathOf(string name)
    {
        var file = One(name);
        return _archives.Single(archive => archive.Files.Files.Contains(file)).Path;
    }

    /// <summary>Closes the archives.</summary>
    public void Dispose() => _archives.ForEach(archive => archive.Files.Dispose());

    private DataException Misfit(string expected, string found) =>
        new($"{_path}  expected '{expected}' of the corpus {_corpus}; found {found}. Correct the path, or install the corpus anew: polytask data get {_corpus}");
}

/// <summary>Names without their folders.</summary>
internal static class FileNames
{
    /// <summary>The last part of a file's name: <c>cv000.txt</c> of <c>neg/cv000.txt</c>.</summary>
    public static string LastName(this InputFile file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];
}
