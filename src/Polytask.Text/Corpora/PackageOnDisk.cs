namespace Polytask.Text.Corpora;

/// <summary>A package that someone has fetched already: which file on disk is which file of the package.</summary>
internal static class PackageOnDisk
{
    /// <summary>Finds and verifies the files of a package.</summary>
    /// <param name="reader">The package's reader.</param>
    /// <param name="path">One of the files, whatever it is called, or a folder with all of them under their names.</param>
    /// <exception cref="DataException">Nothing is there, or it is not this package.</exception>
    public static IReadOnlyList<(CorpusFile File, string Path)> Find(CorpusOptions reader, string path)
    {
        var files = reader.Package.Files;
        try
        {
            if (Directory.Exists(path)) return [.. files.Select(file => (file, Verify(reader, file, Path.Combine(path, file.Name))))];
            if (!File.Exists(path)) throw new DataException($"{path}  expected a file or a folder; found nothing. Correct the path.");
            var digest = FileDigest.Of(path);
            var which = files.FirstOrDefault(file => file.Digest == digest) ?? files[0];
            return [(which, Verify(reader, which, path))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}  cannot be read: {e.Message} Correct the path or its permissions.", e);
        }
    }

    private static string Verify(CorpusOptions reader, CorpusFile file, string path)
    {
        if (!File.Exists(path))
            throw new DataException($"{path}  expected this file of the corpus {reader.Package.Name}; it is not there. Name a folder that holds {string.Join(" and ", reader.Package.Files.Select(f => f.Name))}; a corpus that is unpacked already is read where it lies, with 'path:' in the run file.");
        if (file.Digest is null) _ = (reader with { Path = path }).Open();
        else if (FileDigest.Of(path) is var found && found != file.Digest)
            throw new DataException(FormattableString.Invariant($"{path}  expected {file.Name} of {file.Digest.Size:N0} bytes with SHA-256 {file.Digest.Sha256}; found {found.Size:N0} bytes with {found.Sha256}. Fetch the file again from {reader.Package.Source}."));
        return path;
    }
}
