using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Polytask.Runs;

/// <summary>
/// Reads and writes the safetensors format: the length of a header (8 bytes, little-endian), the header in JSON (type, shape and
/// place of every tensor), the numbers. Nothing in it can be executed. Files written here also carry a SHA-256 of themselves, so
/// that a single wrong bit is noticed. <see href="https://huggingface.co/docs/safetensors"/>.
/// </summary>
public static class SafeTensors
{
    internal const string DigestKey = "polytask.sha256";

    private const int MaxHeader = 100_000_000;
    private static readonly string NoDigest = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="metadata">What is said of the file as a whole.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<StoredTensor> tensors)
    {
        // Wider numbers first keeps every tensor at a multiple of its number's size.
        var ordered = tensors.OrderByDescending(t => t.Type.Size).ToList();
        var header = SafeTensorsHeader.Write(new Dictionary<string, string>(metadata) { [DigestKey] = NoDigest }, ordered);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        foreach (var tensor in ordered) hash.AppendData(tensor.Bytes);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), header.AsSpan(header.AsSpan().IndexOf(Encoding.ASCII.GetBytes(NoDigest))));
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in ordered) stream.Write(tensor.Bytes);
        });
    }

    /// <summary>Reads a file. Lengths, types, shapes and places are checked before memory is taken for them.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged or truncated, or holds numbers of another type.</exception>
    public static (IReadOnlyDictionary<string, string> Metadata, TensorSet Tensors) Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Read(path, stream);
        }
        catch (InvalidDataException exception)
        {
            throw new CheckpointException($"{path}  {exception.Message}. The file is damaged or cut short: restore it from a copy, or train again.", exception);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{path}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }

    private static (IReadOnlyDictionary<string, string>, TensorSet) Read(string path, Stream stream)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (stream.Length < prefix.Length)
            throw new InvalidDataException($"expected the 8 bytes of a header length, found {stream.Length}");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        var limit = Math.Min(MaxHeader, stream.Length - prefix.Length);
        if (length < 2 || length > limit)
            throw new InvalidDataException($"expected a header of 2 to {limit} bytes, found a length of {length}");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        var header = SafeTensorsHeader.Read(bytes, stream.Length - prefix.Length - length);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var expected = header.Metadata.GetValueOrDefault(DigestKey);
        if (expected is not null && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(expected)) is >= 0 and var at)
            bytes.AsSpan(at, expected.Length).Fill((byte)'0');
        hash.AppendData(bytes);
        var tensors = new List<StoredTensor>(header.Entries.Count);
        foreach (var entry in header.Entries)
        {
            var tensor = new StoredTensor(entry.Name, entry.Type, entry.Shape, entry.Type.Allocate(entry.Count));
            stream.ReadExactly(tensor.Bytes);
            hash.AppendData(tensor.Bytes);
            tensors.Add(tensor);
        }
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (expected is not null && expected != found)
            throw new InvalidDataException($"expected contents with the SHA-256 {expected}, found {found}");
        return (header.Metadata, new TensorSet(tensors, path));
    }
}
