namespace Polytask.Text.Tests.Corpora;

/// <summary>The published corpora, where the machine has them: a folder <c>shared/data</c> beside a folder that the tests lie in.</summary>
internal static class SharedData
{
    /// <summary>The folder of a corpus; the test is skipped where it is absent.</summary>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", name) is var found && Directory.Exists(found)) return found;
        Assert.Skip($"needs shared/data/{name}");
        return "";
    }
}
