namespace Polytask.Text.Corpora;

/// <summary>What a download is doing.</summary>
public enum DownloadState
{
    /// <summary>Another process is fetching the same file.</summary>
    Waiting,

    /// <summary>Bytes are coming in.</summary>
    Receiving,

    /// <summary>An attempt has failed; the next one follows after a pause.</summary>
    Retrying,

    /// <summary>All bytes are there and their checksum is computed.</summary>
    Verifying,
}

/// <summary>How far a file has come.</summary>
/// <param name="File">The file's name.</param>
/// <param name="State">What happens to it.</param>
/// <param name="Received">The bytes on disk, those of an earlier download that this one goes on with included.</param>
/// <param name="Size">The bytes of the whole file.</param>
public sealed record DownloadProgress(string File, DownloadState State, long Received, long Size);
