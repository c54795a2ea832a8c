namespace Polytask.Cli.Tests.Documentation;

/// <summary>Tests that change the current folder or the console of the process: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Clone), DisableParallelization = true)]
public sealed class CloneTests;

/// <summary>The examples in a folder of their own, with an empty corpus cache: what a reader has after cloning the repository. While it lasts, it is the current folder.</summary>
internal sealed class Clone : IDisposable
{
    private const string Cache = "POLYTASK_CACHE";
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string? _cacheBefore = Environment.GetEnvironmentVariable(Cache);

    public Clone()
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
