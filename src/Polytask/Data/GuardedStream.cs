namespace Polytask.Data;

/// <summary>Reports every failure to read as a <see cref="DataException"/> that names the file and the cure.</summary>
internal sealed class GuardedStream(Stream inner, string place) : ReadStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Inner.Read(buffer);
        }
        catch (Exception e) when (IsReadFailure(e))
        {
            throw Unreadable(place, e);
        }
    }

    public static bool IsReadFailure(Exception e) =>
        e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    public static DataException Unreadable(string place, Exception e) => new($"{place}  cannot be read: {e.Message} " + e switch
    {
        UnauthorizedAccessException => "Ask for permission to read it.",
        EndOfStreamException or InvalidDataException => "It is truncated or damaged; fetch or make it again.",
        _ => "Check that it is whole and that its disk can be read.",
    }, e);
}
