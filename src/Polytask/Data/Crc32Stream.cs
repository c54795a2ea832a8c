namespace Polytask.Data;

/// <summary>Compares what was read with the CRC-32 of zip (ISO 3309, reflected polynomial EDB88320) when the end is reached.</summary>
internal sealed class Crc32Stream(Stream inner, uint expected) : ReadStream(inner)
{
    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private uint _state = uint.MaxValue;

    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        foreach (var value in buffer[..read]) _state = Remainders[(byte)(_state ^ value)] ^ (_state >> 8);
        if (read == 0 && buffer.Length > 0 && ~_state != expected)
            throw new InvalidDataException("The check sum is wrong.");
        return read;
    }

    private static uint Remainder(int value)
    {
        var remainder = (uint)value;
        for (var bit = 0; bit < 8; bit++) remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ 0xEDB88320;
        return remainder;
    }
}
