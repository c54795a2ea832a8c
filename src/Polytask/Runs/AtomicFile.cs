using System.Text;

namespace Polytask.Runs;

/// <summary>
/// Writes files that are there whole or not at all: to a temporary name in the same folder, flushed to the disk, then renamed.
/// Whatever happens, the file that stood there before stands there still, and no temporary file stays behind.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one of the same name.</summary>
    /// <param name="path">Where it shall stand; its folder must exist.</param>
    /// <param name="write">Writes the contents to the stream it is given.</param>
    /// <exception cref="CheckpointException">The file cannot be written; the message says why and what to do.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            FileFault.Ignore(() => File.Delete(temporary));
            if (FileFault.IsOne(exception))
                throw new CheckpointException($"{path}  cannot be written: {FileFault.Describe(exception)}", exception);
            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8, without a byte-order mark.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
