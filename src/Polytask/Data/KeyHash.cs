using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Polytask.Data;

/// <summary>The first 16 bytes of the SHA-1 of a key in UTF-8, as two big-endian numbers.</summary>
internal readonly record struct KeyHash(ulong First, ulong Second)
{
    /// <summary>Hashes a key.</summary>
    public static KeyHash Of(string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(Encoding.UTF8.GetBytes(key), hash);
        return new KeyHash(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    /// <summary>Whether the first number chooses the key for the test rows.</summary>
    public bool IsTest(int oneIn) => oneIn > 0 && First % (ulong)oneIn == 0;

    /// <summary>Whether the second number chooses the key for the validation rows.</summary>
    public bool IsValidation(int oneIn) => oneIn > 0 && Second % (ulong)oneIn == 0;
}
