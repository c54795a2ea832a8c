using System.Globalization;

namespace Polytask.Text.Corpora;

/// <summary>Brings one file from a server to disk, however often the connection breaks, and accepts no other bytes than those expected.</summary>
internal sealed class Downloader(DownloadOptions options, string package, CorpusFile file, Uri url, IProgress<DownloadProgress>? progress)
{
    private readonly FileDigest _expected = file.Digest!;

    /// <summary>Tells that another process is fetching the file.</summary>
    public void Wait() => Report(DownloadState.Waiting, 0);

    /// <summary>Returns when the file lies complete and verified at its place.</summary>
    /// <param name="part">Where the file is built up; what lies there is gone on with.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="DataException">The server cannot be reached, does not have the file, or has another one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what has come in stays for the next time.</exception>
    public async Task RunAsync(string part, CancellationToken cancellation)
    {
        try
        {
            for (var attempt = 1; await TryAsync(part, cancellation).ConfigureAwait(false) is { } failure; attempt++)
            {
                if (!failure.IsTransient || attempt >= options.Attempts) throw Error(failure);
                Report(DownloadState.Retrying, LengthOf(part));
                await Task.Delay(options.FirstPause * (1L << (attempt - 1)), options.Time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(
                string.Create(CultureInfo.InvariantCulture, $"{url}  stopped at {LengthOf(part):N0} of {_expected.Size:N0} bytes. Run the same command again to go on from there."),
                e, cancellation);
        }
    }

    private async Task<TransferFailure?> TryAsync(string part, CancellationToken cancellation)
    {
        var found = LengthOf(part);
        if (found > _expected.Size) File.Delete(part);
        if (found != _expected.Size)
        {
            using var transfer = new Transfer(options, url, _expected.Size, part);
            if (await transfer.RunAsync(received => Report(DownloadState.Receiving, received), cancellation).ConfigureAwait(false) is { } failure) return failure;
        }
        Report(DownloadState.Verifying, _expected.Size);
        return Verify(part, resumed: found > 0);
    }

    /// <summary>What an earlier download left behind may be spoilt, so that a whole new one is worth an attempt.</summary>
    private TransferFailure? Verify(string part, bool resumed)
    {
        var found = FileDigest.Of(part);
        if (found == _expected) return null;
        File.Delete(part);
        return new TransferFailure($"expected a file with SHA-256 {_expected.Sha256}, found {found.Sha256}; it was removed", IsTransient: resumed);
    }

    private DataException Error(TransferFailure failure) =>
        new($"{url}  {failure.Message}. {failure.Cure} or install the file from disk: polytask data get {package} --from FILE", failure.Cause);

    private void Report(DownloadState state, long received) =>
        progress?.Report(new DownloadProgress(file.Name, state, received, _expected.Size));

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : 0;
}
