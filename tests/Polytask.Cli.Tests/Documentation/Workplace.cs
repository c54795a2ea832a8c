namespace Polytask.Cli.Tests.Documentation;

/// <summary>Tests that change the current folder or the console of the process: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Workplace), DisableParallelization = true)]
public sealed class WorkplaceTests;

/// <summary>An empty folder with the examples in it and a corpus cache of its own; while it lasts, it is the current folder, as a clone of the repository is to a reader.</summary>
public sealed class Workplace : IDisposable
{
    private const string Cache = "POLYTASK_CACHE";
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string? _cacheBefore = Environment.GetEnvironmentVariable(Cache);

    public Workplace()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "examples"));
        var examples = Path.Combine(Repository.Root, "examples");
        foreach (var file in Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, "examples", Path.GetRelativePath(examples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Environment.CurrentDirectory = Folder;
        Environment.SetEnvironmentVariable(Cache, Path.Combine(Folder, "cache"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("polytask-docs-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Cache, _cacheBefore);
        Environment.CurrentDirectory = _before;
        Directory.Delete(Folder, recursive: true);
    }
}
