using System.Reflection;
using Polytask.Catalog;

namespace Polytask.Text.Corpora;

/// <summary>One file of a package.</summary>
/// <param name="Name">Its name in the repository and in the cache.</param>
/// <param name="Digest">Its size and checksum; <c>null</c> where everyone packs the file for themselves.</param>
public sealed record CorpusFile(string Name, FileDigest? Digest = null);

/// <summary>A corpus as it is published: what it is, where it comes from, and on what terms.</summary>
/// <param name="Name">What the reader and <c>polytask data get</c> call it.</param>
/// <param name="Description">What it holds, in one line.</param>
/// <param name="Files">The files that make it up.</param>
/// <param name="Licence">The licence as its publisher states it.</param>
/// <param name="Citation">The paper to cite.</param>
/// <param name="Source">Where it is published, in words.</param>
/// <param name="Repository">The address that its file names are appended to; <c>null</c> where it is installed from disk only.</param>
public sealed record CorpusPackage(
    string Name,
    string Description,
    IReadOnlyList<CorpusFile> Files,
    string Licence,
    string Citation,
    string Source,
    Uri? Repository)
{
    private static readonly Uri NltkRepository = new("https://raw.githubusercontent.com/nltk/nltk_data/gh-pages/packages/corpora/");

    /// <summary>The bytes of all files, or <c>null</c> where they are not known.</summary>
    public long? Size => Files.Sum(f => f.Digest?.Size ?? 0) is > 0 and var size ? size : null;

    /// <summary>A package of NLTK's public data repository, named and cited as its reader's kind is.</summary>
    internal static CorpusPackage Nltk<TReader>(string description, string licence, params IReadOnlyList<CorpusFile> files) =>
        Of<TReader>(description, licence, "NLTK's public data repository, packages/corpora", NltkRepository, files);

    /// <summary>A package that has to be fetched by hand, named and cited as its reader's kind is.</summary>
    internal static CorpusPackage FromDisk<TReader>(string description, string licence, string source, CorpusFile file) =>
        Of<TReader>(description, licence, source, null, [file]);

    private static CorpusPackage Of<TReader>(string description, string licence, string source, Uri? repository, IReadOnlyList<CorpusFile> files)
    {
        var kind = typeof(TReader).GetCustomAttribute<KindAttribute>()!;
        return new(kind.Name, description, files, licence, kind.Paper!, source, repository);
    }
}
