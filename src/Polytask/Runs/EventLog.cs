using System.Text.Json;

namespace Polytask.Runs;

/// <summary>
/// The events of a run as JSON Lines. Every event is one line, handed to the system before <see cref="Append"/> returns, so that a
/// killed run loses none. A checkpoint keeps <see cref="Length"/>; going on from it truncates the file to that length, so that the
/// file of a run that was killed and resumed equals the file of a run that was not.
/// </summary>
public sealed class EventLog : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    private EventLog(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>The bytes written so far.</summary>
    public long Length => _stream.Length;

    /// <summary>Opens the file to append to it and cuts off what lies behind <paramref name="length"/>.</summary>
    /// <param name="path">The file; it is made where it does not exist.</param>
    /// <param name="length">The bytes to keep: 0 for a new run, <see cref="Length"/> as the checkpoint saved it for one that goes on.</param>
    /// <exception cref="CheckpointException">The file is shorter than that, or cannot be written.</exception>
    public static EventLog Open(string path, long length = 0)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw CannotWrite(path, exception);
        }
        var log = new EventLog(path, stream);
        if (stream.Length < length)
        {
            var found = stream.Length;
            stream.Dispose();
            throw new CheckpointException(
                $"{path}  has {found} bytes where the checkpoint expects at least {length}: events are lost. "
                + "Restore the file from a copy, or train again with --overwrite.");
        }
        log.Guard(() =>
        {
            if (stream.Length > length) stream.SetLength(length);
            stream.Seek(0, SeekOrigin.End);
        });
        return log;
    }

    /// <summary>Adds an event. <see cref="RowRead"/> and <see cref="StepCompleted"/> are left out: they are for progress bars.</summary>
    /// <exception cref="CheckpointException">The file cannot be written; it still ends with a whole event or is cut to one on resuming.</exception>
    public void Append(RunEvent happened)
    {
        if (happened is RowRead or StepCompleted) return;
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(happened, RunJson.Default.RunEvent), (byte)'\n'];
        Guard(() => _stream.Write(line));
    }

    /// <summary>Flushes all events to the disk, so that not even a power failure loses them; to be called before a checkpoint is written.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Sync() => Guard(() => _stream.Flush(flushToDisk: true));

    /// <summary>Reads all events; the file may still be growing. A last line without its end was torn off by a kill and is left out.</summary>
    /// <exception cref="CheckpointException">A line is not an event; the message names it.</exception>
    public static IReadOnlyList<RunEvent> Read(string path)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{path}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
        var events = new List<RunEvent>();
        for (var rest = bytes.AsSpan(); rest.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..])
            events.Add(Parse(path, events.Count + 1, rest[..end]));
        return events;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static RunEvent Parse(string path, int number, ReadOnlySpan<byte> line)
    {
        try
        {
            return RunJson.Read(line, RunJson.Default.RunEvent);
        }
        catch (Exception exception) when (RunJson.IsDamage(exception))
        {
            throw new CheckpointException(
                $"{path}:{number}  is not an event of a run that this version knows. Restore the file from a copy, or use the version that wrote it.",
                exception);
        }
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw CannotWrite(_path, exception);
        }
    }

    private static CheckpointException CannotWrite(string path, Exception exception) =>
        new($"{path}  cannot be written: {FileFault.Describe(exception)}", exception);
}
