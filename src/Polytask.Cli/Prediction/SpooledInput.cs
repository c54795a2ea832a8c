using Polytask.Data;

namespace Polytask.Cli.Prediction;

/// <summary>
/// What comes in on the standard input, as a file: readers look at the beginning of a file to find out how it is written, and a pipe
/// can be read only once. The file goes with this object.
/// </summary>
internal sealed class SpooledInput : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("polytask-");

    public SpooledInput(Stream input, CancellationToken cancellation)
    {
        try
        {
            using var file = File.Create(Path);
            var buffer = new byte[1 << 16];
            while (input.Read(buffer) is > 0 and var count)
            {
                cancellation.ThrowIfCancellationRequested();
                file.Write(buffer.AsSpan(0, count));
            }
        }
        catch (Exception failure)
        {
            Dispose();
            if (failure is IOException or UnauthorizedAccessException)
                throw new DataException($"standard input  cannot be kept in {_folder.FullName}: {failure.Message.TrimEnd('.')}. Free some space there, or name the file instead of '-'.", failure);
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "stdin");

    public void Dispose() => _folder.Delete(recursive: true);
}
