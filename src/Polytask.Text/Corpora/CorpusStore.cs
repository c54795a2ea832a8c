using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>
/// The packages on this computer: what <c>polytask data list</c>, <c>get</c> and <c>show</c> say and do. A file enters the
/// cache under its name only when it is whole and verified; several processes may use one cache.
/// </summary>
/// <param name="directory">The folder of the cache; <see cref="DefaultDirectory"/> where it is <c>null</c>.</param>
/// <param name="download">How packages are fetched.</param>
public sealed class CorpusStore(string? directory = null, DownloadOptions? download = null)
{
    private readonly CorpusCache _cache = new(directory ?? DefaultDirectory);
    private readonly DownloadOptions _download = download ?? new();

    /// <summary>The cache of this user: <c>$POLYTASK_CACHE/corpora</c>, or <c>polytask/corpora</c> in the user's cache folder.</summary>
    public static string DefaultDirectory => CorpusCache.DefaultDirectory(Environment.GetEnvironmentVariable);

    /// <summary>The folder that the packages are kept in.</summary>
    public string Directory => _cache.Directory;

    /// <summary>All packages, by name, and whether they are installed.</summary>
    public IReadOnlyList<CorpusStatus> List() => [.. CorpusPackages.All.Select(Status)];

    /// <summary>Whether a package is installed.</summary>
    public CorpusStatus Status(CorpusPackage package) => new(package, Directory,
        [.. package.Files.Where(file => !_cache.Holds(file)).Select(file => file.Name)]);

    /// <summary>Downloads the package of this name: see <see cref="GetAsync(CorpusPackage, IProgress{DownloadProgress}, CancellationToken)"/>.</summary>
    /// <exception cref="DataException">There is no package of this name, or as below.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<CorpusStatus> GetAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        GetAsync(CorpusPackages.Find(name), progress, cancellation);

    /// <summary>
    /// Downloads a package, unless it is installed. Goes on where an earlier download stopped, tries again when the connection
    /// breaks, and checks size and SHA-256.
    /// </summary>
    /// <exception cref="DataException">
    /// It is not published where it could be fetched; the server cannot be reached, does not have it, or has another file; or the
    /// cache cannot be written. The message says what to do.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled. What has come in stays, and the next call goes on from there.</exception>
    public async Task<CorpusStatus> GetAsync(CorpusPackage package, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (Status(package) is { IsInstalled: true } installed) return installed;
        if (package.Repository is not { } repository || package.Files.Any(file => file.Digest is null))
            throw new DataException($"{package.Name}  is not fetched by Polytask. Take it from {package.Source}, then run: polytask data get {package.Name} --from FILE");
        foreach (var file in package.Files)
        {
            var downloader = new Downloader(_download, package.Name, file, new Uri(_download.Mirror ?? repository, file.Name), progress);
            await _cache.WriteAsync(file, replace: false, part => downloader.RunAsync(part, cancellation), _download.Time, downloader.Wait, cancellation).ConfigureAwait(false);
        }
        return Status(package);
    }

    /// <summary>Installs a package from disk. Its files are copied, and verified where their checksums are known.</summary>
    /// <param name="name">The package.</param>
    /// <param name="path">One of its files, whatever it is called, or a folder that holds all of them under their names.</param>
    /// <param name="cancellation">Ends the wait for another process that is busy with the same package.</param>
    /// <exception cref="DataException">No such package; nothing fits at the path; or the cache cannot be written.</exception>
    public async Task<CorpusStatus> InstallAsync(string name, string path, CancellationToken cancellation = default)
    {
        var reader = CorpusPackages.Reader(name);
        foreach (var (file, from) in PackageOnDisk.Find(reader, path))
            await _cache.WriteAsync(file, replace: true, part => Task.Run(() => File.Copy(from, part, overwrite: true), cancellation), _download.Time, () => { }, cancellation).ConfigureAwait(false);
        return Status(reader.Package);
    }

    /// <summary>Reads an installed package.</summary>
    /// <param name="name">The package.</param>
    /// <param name="rows">How many of its rows to show.</param>
    /// <exception cref="DataException">There is no such package, it is not installed, or it is not what its reader expects.</exception>
    public CorpusPreview Show(string name, int rows = 5)
    {
        var reader = CorpusPackages.Reader(name);
        var source = (reader with { Path = Locate(reader.Package) }).Open();
        var (count, first) = (0, new List<Row>());
        foreach (var row in source.Read())
            if (count++ < rows) first.Add(row);
        return new CorpusPreview(reader.Package, source.Columns, count, first);
    }

    /// <summary>The folder that holds an installed package.</summary>
    /// <exception cref="DataException">It is not installed.</exception>
    internal string Locate(CorpusPackage package)
    {
        if (Status(package).IsInstalled) return Directory;
        var from = package.Repository is null ? $" --from FILE, with the file from {package.Source}" : "";
        throw new DataException($"{Directory}  expected the corpus {package.Name}; it is not installed. Run: polytask data get {package.Name}{from}");
    }
}
