using System.Security.Cryptography;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>A package of one file, to be fetched from a real server on this machine into a cache of its own.</summary>
public abstract class DownloadTest : IDisposable
{
    private const string Name = "tiny.zip";

    private readonly Scratch _scratch = new();

    // Longer than the downloader's buffer, so that a file comes in several pieces.
    internal static byte[] Bytes { get; } = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i >> 7))];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Folder => _scratch.Folder;

    protected string Installed => _scratch[Name];

    protected string Part => _scratch[Name + ".part"];

    public void Dispose()
    {
        _scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    protected static CorpusPackage PackageAt(Uri repository) =>
        new("tiny", "A package.", [new CorpusFile(Name, new FileDigest(Bytes.Length, Hash(Bytes)))], "None", "Nobody", "nowhere", repository);

    /// <summary>A store that makes no pauses.</summary>
    protected CorpusStore Store(DownloadOptions? options = null) => new(Folder, (options ?? new()) with { FirstPause = TimeSpan.Zero });

    protected void AssertInstalled()
    {
        Assert.Equal(Bytes, File.ReadAllBytes(Installed));
        Assert.False(File.Exists(Part));
    }
}
