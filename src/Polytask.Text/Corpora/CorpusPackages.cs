using Polytask.Catalog;

namespace Polytask.Text.Corpora;

/// <summary>The corpora that Polytask can read: one package for every reader of the catalogue.</summary>
public static class CorpusPackages
{
    private static readonly Lazy<IReadOnlyList<CorpusOptions>> Readers = new(() =>
    {
        Kinds.Add(typeof(CorpusOptions).Assembly);
        return [.. Kinds.Families.SelectMany(family => family.Kinds)
            .Where(kind => kind.Options.IsSubclassOf(typeof(CorpusOptions)))
            .Select(kind => (CorpusOptions)Activator.CreateInstance(kind.Options)!)
            .OrderBy(reader => reader.Package.Name, StringComparer.Ordinal)];
    });

    /// <summary>All packages, by name.</summary>
    public static IReadOnlyList<CorpusPackage> All => [.. Readers.Value.Select(reader => reader.Package)];

    /// <summary>The package of this name.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public static CorpusPackage Find(string name) => Reader(name).Package;

    /// <summary>The reader of the package of this name, with its default options.</summary>
    internal static CorpusOptions Reader(string name) => Readers.Value.FirstOrDefault(reader => reader.Package.Name == name)
        ?? throw new DataException($"{name}  is not a corpus that Polytask knows. Choose one of {string.Join(", ", All.Select(p => p.Name))}.");
}
