using System.Buffers.Binary;
using System.IO.Compression;

namespace Polytask.Vision.Images;

/// <summary>PNG whose pixels are one number each: grey of up to 16 bits, or the places of a palette. Other decoders make shades or colours of them.</summary>
internal static class Png
{
    private const int GreyType = 0, PaletteType = 3, HeaderLength = 13;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Whether a file begins as one.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DataException">It has colours, is interlaced, truncated, damaged or too large.</exception>
    public static PixelMap Decode(byte[] bytes, string place)
    {
        ReadOnlySpan<byte> header = default;
        using var packed = new MemoryStream();
        for (var at = Signature.Length; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12) throw Damaged(place);
            var name = bytes.AsSpan(at + 4, 4);
            var content = bytes.AsSpan(at + 8, (int)length);
            if (name.SequenceEqual("IHDR"u8)) header = content;
            if (name.SequenceEqual("IDAT"u8)) packed.Write(content);
            at += 12 + (int)length;
        }
        if (header.Length != HeaderLength || packed.Length == 0) throw Damaged(place);
        var (width, height, bits) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]), (int)header[8]);
        ImageLimits.Check(place, width, height);
        if (header[9] is not (GreyType or PaletteType) || header[12] != 0 || bits is not (1 or 2 or 4 or 8 or 16))
            throw new DataException($"{place}  expected a number for every pixel: a PNG in grey or with a palette, not interlaced; found {(header[12] != 0 ? "an interlaced one" : "colours")}. Make it again in one of these.");
        packed.Position = 0;
        var lines = Unpack(packed, height, (width * bits + 7) / 8, Math.Max(1, bits / 8), place);
        return new PixelMap(height, width, Numbers(lines, height, width, bits));
    }

    /// <summary>A PNG in grey.</summary>
    /// <param name="map">The numbers.</param>
    /// <param name="bits">8 or 16 of them for each.</param>
    public static byte[] Encode(PixelMap map, int bits)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, map.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], map.Height);
        header[8] = (byte)bits;
        WriteChunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < map.Numbers.Length; i++)
            {
                if (i % map.Width == 0) zlib.WriteByte(0);
                if (bits == 16) zlib.WriteByte((byte)(map.Numbers[i] >> 8));
                zlib.WriteByte((byte)map.Numbers[i]);
            }
        }
        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The lines without their filters (PNG specification, section 9).</summary>
    private static byte[] Unpack(Stream packed, int height, int length, int step, string place)
    {
        var lines = new byte[checked(height * length)];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = zlib.ReadByte();
                var line = lines.AsSpan(y * length, length);
                zlib.ReadExactly(line);
                if (filter is < 0 or > 4) throw Damaged(place);
                for (var i = 0; i < length; i++)
                {
                    var left = i < step ? 0 : line[i - step];
                    var above = y == 0 ? 0 : lines[(y - 1) * length + i];
                    var corner = y == 0 || i < step ? 0 : lines[(y - 1) * length + i - step];
                    line[i] += (byte)(filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Nearest(left, above, corner), _ => 0 });
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(place);
        }
        return lines;
    }

    private static int Nearest(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static ushort[] Numbers(byte[] lines, int height, int width, int bits)
    {
        var (numbers, length) = (new ushort[height * width], lines.Length / height);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (line, bit) = (i / width * length, i % width * bits);
            numbers[i] = bits == 16 ? BinaryPrimitives.ReadUInt16BigEndian(lines.AsSpan(line + bit / 8)) : (ushort)(lines[line + bit / 8] >> (8 - bits - bit % 8) & (1 << bits) - 1);
        }
        return numbers;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [.. name, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, CheckSum(chunk));
        file.Write(number);
    }

    /// <summary>CRC-32 (ISO 3309), bit by bit.</summary>
    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var state = uint.MaxValue;
        foreach (var value in bytes)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++) state = (state & 1) == 0 ? state >> 1 : state >> 1 ^ 0xEDB88320;
        }
        return ~state;
    }

    private static DataException Damaged(string place) => new($"{place}  cannot be decoded: the image is truncated or damaged. Take it out, or fetch it again.");
}
