namespace Polytask.Cli.Tests;

/// <summary>Where the tests find the repository, and the data that lie beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Above(folder => File.Exists(Path.Combine(folder, "Polytask.slnx"))) ?? throw new DirectoryNotFoundException("No folder above the tests holds Polytask.slnx.");

    private static readonly string? SharedData = Above(folder => Directory.Exists(Path.Combine(folder, "shared", "data")));

    /// <summary>A published corpus in <c>../shared/data</c>; <c>null</c> where it is not there.</summary>
    public static string? Corpus(string name) =>
        SharedData is not null && Path.Combine(SharedData, "shared", "data", name, $"{name}.zip") is var path && File.Exists(path) ? path : null;

    private static string? Above(Predicate<string> holds)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !holds(folder.FullName)) folder = folder.Parent;
        return folder?.FullName;
    }
}
