using System.Buffers.Binary;
using Polytask.Data;

namespace Polytask.Vision.Sources;

/// <summary>Reads a file in the IDX format, which MNIST is published in: a magic number, the sizes of its dimensions, then bytes.</summary>
internal sealed class IdxReader : IDisposable
{
    private const byte UnsignedBytes = 8;
    private readonly Stream _stream;
    private readonly InputFile _file;

    /// <summary>Reads the head of a file.</summary>
    /// <exception cref="DataException">It is no IDX file of bytes with so many dimensions.</exception>
    public IdxReader(InputFile file, int dimensions)
    {
        (_file, _stream) = (file, file.Open());
        try
        {
            Span<byte> head = stackalloc byte[4 + 4 * dimensions];
            Fill(head[..4]);
            if (!head[..4].SequenceEqual((ReadOnlySpan<byte>)[0, 0, UnsignedBytes, (byte)dimensions]))
                throw new DataException($"{file.Place}  expected an IDX file of bytes with {Plural(dimensions)}, which begins with 0 0 8 {dimensions}; found {string.Join(' ', head[..4].ToArray())}. Choose another file.");
            Fill(head[4..]);
            var sizes = new int[dimensions];
            for (var i = 0; i < dimensions; i++) sizes[i] = BinaryPrimitives.ReadInt32BigEndian(head[(4 + 4 * i)..]);
            if (sizes.Any(size => size < 1)) throw new DataException($"{file.Place}  expected an IDX file with something in it, found the sizes {string.Join(" × ", sizes)}. Choose another file.");
            Sizes = sizes;
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The sizes of its dimensions; the first is how many items it has.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Reads the next bytes.</summary>
    /// <exception cref="DataException">The file ends before.</exception>
    public void Fill(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new DataException($"{_file.Place}  expected {(Sizes is null ? "an IDX file" : $"{string.Join(" × ", Sizes)} bytes after the head")}, found the end of the file. It is truncated; fetch it again.");
    }

    /// <summary>Checks that everything has been read.</summary>
    /// <exception cref="DataException">The file goes on.</exception>
    public void RequireEnd()
    {
        if (_stream.ReadByte() >= 0) throw new DataException($"{_file.Place}  expected {string.Join(" × ", Sizes)} bytes after the head, found more. The file is damaged; fetch it again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static string Plural(int dimensions) => dimensions == 1 ? "one dimension" : $"{dimensions} dimensions";
}
