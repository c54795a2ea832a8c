using System.IO.Compression;

namespace Polytask.Data;

/// <summary>
/// Unpacks gzip to its true end. <see cref="GZipStream"/> takes a truncated file for a whole one; therefore a last member with a
/// known text, the seal, is read behind the file. Only behind a whole file does the seal come out.
/// </summary>
internal sealed class GZipInput(Stream packed) : ReadStream(new GZipStream(new SealedStream(packed), CompressionMode.Decompress))
{
    private static readonly byte[] Seal = "the end of the packed file"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back: they may be the seal.
        while (_end - _start <= Seal.Length)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = Inner.Read(_buffer.AsSpan(_end));
            if (read == 0) return Seal.AsSpan().SequenceEqual(_buffer.AsSpan(0, _end)) ? 0 : throw new InvalidDataException("It ends too early.");
            _end += read;
        }
        var given = Math.Min(buffer.Length, _end - _start - Seal.Length);
        _buffer.AsSpan(_start, given).CopyTo(buffer);
        _start += given;
        return given;
    }

    private static byte[] Pack(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal)) stream.Write(content);
        return packed.ToArray();
    }

    private sealed class SealedStream(Stream packed) : ReadStream(packed)
    {
        private readonly MemoryStream _seal = new(PackedSeal);
        private bool _any;

        public override int Read(Span<byte> buffer)
        {
            var read = Inner.Read(buffer);
            if (read == 0 && !_any) throw new InvalidDataException("It is empty.");
            _any = true;
            return read > 0 ? read : _seal.Read(buffer);
        }
    }
}
