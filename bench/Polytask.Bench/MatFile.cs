using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Polytask.Numerics;

namespace Polytask.Bench;

/// <summary>Real matrices, and cells of them, of a MATLAB 5 file.</summary>
/// <remarks>MathWorks, MAT-File Format, Level 5.</remarks>
public static class MatFile
{
    private const int Header = 128;
    private const int CompressedType = 15;
    private const int CellClass = 1;

    /// <summary>The variables of a file: a matrix alone is a list of one.</summary>
    /// <exception cref="InvalidDataException">There is something else in it.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<Matrix>> Read(string path)
    {
        var variables = new Dictionary<string, IReadOnlyList<Matrix>>();
        foreach (var (type, data) in Elements(File.ReadAllBytes(path).AsMemory(Header)))
        {
            var (name, matrices) = type == CompressedType ? Variable(Elements(Unpacked(data)).Single().Data) : Variable(data);
            variables[name] = matrices;
        }
        return variables;
    }

    private static (string Name, IReadOnlyList<Matrix> Matrices) Variable(ReadOnlyMemory<byte> data)
    {
        var parts = Elements(data).ToList();
        var name = Encoding.ASCII.GetString(parts[2].Data.Span);
        if (parts[0].Data.Span[0] == CellClass) return (name, [.. parts.Skip(3).Select(cell => Variable(cell.Data).Matrices.Single())]);
        var size = Numbers(parts[1]);
        var (matrix, numbers) = (new Matrix((int)size[0], (int)size[1]), Numbers(parts[3]));
        // Column after column.
        for (var i = 0; i < numbers.Length; i++) matrix[i % matrix.Rows, i / matrix.Rows] = numbers[i];
        return (name, [matrix]);
    }

    private static IEnumerable<(int Type, ReadOnlyMemory<byte> Data)> Elements(ReadOnlyMemory<byte> data)
    {
        while (data.Length >= 8)
        {
            var tag = BinaryPrimitives.ReadInt32LittleEndian(data.Span);
            var isSmall = tag >> 16 != 0;
            var (type, bytes, start) = isSmall ? (tag & 0xFFFF, tag >> 16, 4) : (tag, BinaryPrimitives.ReadInt32LittleEndian(data.Span[4..]), 8);
            yield return (type, data.Slice(start, bytes));
            // Compressed elements are not padded.
            var end = isSmall ? 8 : start + (type == CompressedType ? bytes : (bytes + 7) / 8 * 8);
            data = data[Math.Min(end, data.Length)..];
        }
    }

    private static double[] Numbers((int Type, ReadOnlyMemory<byte> Data) element)
    {
        var (size, read) = element.Type switch
        {
            1 => (1, (Reader)(bytes => (sbyte)bytes[0])),
            2 => (1, bytes => bytes[0]),
            3 => (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            4 => (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            5 => (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            6 => (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            7 => (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            9 => (8, bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            _ => throw new InvalidDataException($"Expected numbers, found elements of type {element.Type}."),
        };
        var numbers = new double[element.Data.Length / size];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = read(element.Data.Span[(i * size)..]);
        return numbers;
    }

    private static byte[] Unpacked(ReadOnlyMemory<byte> data)
    {
        using var unpacked = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private delegate double Reader(ReadOnlySpan<byte> bytes);
}
