namespace Polytask.Data;

/// <summary>Counts the bytes that are read.</summary>
internal sealed class MeteredStream(Stream inner, UnpackMeter meter) : ReadStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        meter.Count(read);
        return read;
    }
}
