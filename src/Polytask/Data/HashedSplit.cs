using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Divides rows by a hash of a key, so that a row stays in its part when rows are added or reordered, and equal keys never fall
/// into different parts. With h the SHA-1 of the key in UTF-8: test where the first 8 bytes (big-endian) are divisible by
/// <c>testOneIn</c>; of the rest, validation where the next 8 bytes are divisible by <c>validationOneIn</c>.
/// </summary>
[Kind("hashed")]
public sealed record HashedSplit : SplitOptions
{
    /// <summary>The column to hash; by default all columns of the row.</summary>
    public string? Key { get; init; }

    /// <summary>One row in this many is a test row; 0 means none.</summary>
    [Range(0, 1_000_000)]
    public int TestOneIn { get; init; } = 5;

    /// <summary>Of the rows that are not test rows, one in this many is a validation row; 0 means none.</summary>
    [Range(0, 1_000_000)]
    public int ValidationOneIn { get; init; } = 10;

    /// <inheritdoc/>
    public override Split Assign(DataSet rows)
    {
        var read = Key is null ? row => string.Join('\u001f', rows[row].Values) : rows.Column(Key);
        var parts = new Part[rows.Count];
        for (var row = 0; row < parts.Length; row++)
            parts[row] = PartOf(read(row) ?? throw new DataException($"{rows[row].Place}  column '{Key}' is empty, and split.key needs a value in every row. Fill it, or choose another key."));
        return new Split(rows, parts);
    }

    private Part PartOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(key, hash);
        if (TestOneIn > 0 && BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)TestOneIn == 0) return Part.Test;
        return IsValidation(hash, ValidationOneIn) ? Part.Validation : Part.Training;
    }

    internal static void Hash(string key, Span<byte> hash) => SHA1.HashData(Encoding.UTF8.GetBytes(key), hash);

    internal static bool IsValidation(ReadOnlySpan<byte> hash, int oneIn) =>
        oneIn > 0 && BinaryPrimitives.ReadUInt64BigEndian(hash[8..]) % (ulong)oneIn == 0;
}
