namespace Polytask.Data;

/// <summary>One file to read: on disk, or an entry of an archive. A name that ends in <c>.gz</c> is unpacked while it is read.</summary>
public sealed class InputFile
{
    private readonly Func<Stream> _open;

    /// <summary>Describes a file that <paramref name="open"/> opens, as often as asked.</summary>
    /// <param name="name">The name inside its folder or archive, with forward slashes.</param>
    /// <param name="place">The name for messages: <c>archive.zip/inner.csv</c>.</param>
    /// <param name="open">Opens the file at its beginning.</param>
    /// <param name="root">The folder or archive on disk that it is in.</param>
    public InputFile(string name, string place, Func<Stream> open, string? root = null) => (Name, Place, _open, Root) = (name, place, open, root);

    /// <summary>The name inside its folder or archive, with forward slashes: <c>pos/1.txt</c>.</summary>
    public string Name { get; }

    /// <summary>The name for messages: <c>archive.zip/inner.csv</c>.</summary>
    public string Place { get; }

    /// <summary>The folder or archive on disk that it is in, with the folder inside the archive: where files that it names are looked for.</summary>
    public string? Root { get; }

    /// <summary>A line of the file, counted from 1; line 0 is the file as a whole.</summary>
    public Place At(long line) => new(Place, line) { Root = Root };

    /// <summary>Opens the file at its beginning. Reading reports every failure as a <see cref="DataException"/>.</summary>
    /// <exception cref="DataException">The file cannot be opened.</exception>
    public Stream Open()
    {
        try
        {
            return new GuardedStream(_open(), Place);
        }
        catch (Exception e) when (GuardedStream.IsReadFailure(e))
        {
            throw GuardedStream.Unreadable(Place, e);
        }
    }
}
