namespace Polytask.Text.Corpora;

/// <summary>Whether a package is on this computer.</summary>
/// <param name="Package">The package.</param>
/// <param name="Directory">The folder of the cache that it belongs in.</param>
/// <param name="Missing">The names of its files that are not there; empty when it is installed.</param>
public sealed record CorpusStatus(CorpusPackage Package, string Directory, IReadOnlyList<string> Missing)
{
    /// <summary>Whether every file is there.</summary>
    public bool IsInstalled => Missing.Count == 0;
}
