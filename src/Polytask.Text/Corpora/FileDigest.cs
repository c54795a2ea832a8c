using System.Security.Cryptography;

namespace Polytask.Text.Corpora;

/// <summary>What a file must be, byte for byte.</summary>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
public sealed record FileDigest(long Size, string Sha256)
{
    /// <summary>Reads a file from beginning to end.</summary>
    internal static FileDigest Of(string path)
    {
        using var file = File.OpenRead(path);
        return new FileDigest(file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
