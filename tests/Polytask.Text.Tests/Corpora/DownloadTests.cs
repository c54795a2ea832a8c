using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>Packages fetched from a real server on this machine.</summary>
public sealed class DownloadTests : IDisposable
{
    private const string Name = "tiny.zip";

    // Longer than the downloader's buffer, so that a file comes in several pieces.
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i >> 7))];

    private readonly Scratch _scratch = new();

    private string Installed => _scratch[Name];

    private string Part => _scratch[Name + ".part"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_package_is_fetched_verified_and_installed()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        var progress = new Recorded();
        var status = await Store().GetAsync(PackageAt(server), progress, TestContext.Current.CancellationToken);
        Assert.True(status.IsInstalled);
        AssertInstalled();
        Assert.Equal([new Request("/" + Name, null)], server.Requests);
        Assert.Equal([DownloadState.Receiving, DownloadState.Verifying], progress.States.Distinct());
    }

    [Fact]
    public async Task An_installed_package_is_not_fetched_again()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        for (var i = 0; i < 2; i++) await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_mirror_stands_in_for_the_repository()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        var store = Store(new DownloadOptions { Mirror = new Uri(server.Address, "mirror/") });
        await store.GetAsync(Package(new Uri("http://repository.invalid/")), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("/mirror/" + Name, Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_broken_connection_is_resumed_where_it_broke()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000), Answers.Truncated(Bytes, 150_000), Answers.File(Bytes));
        var progress = new Recorded();
        await Store().GetAsync(PackageAt(server), progress, TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Equal([null, 70_000, 150_000], server.Requests.Select(request => request.From));
        Assert.Equal(2, progress.States.Count(state => state is DownloadState.Retrying));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_everything_again()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000), Answers.WithoutRanges(Bytes));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Equal([null, 70_000], server.Requests.Select(request => request.From));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_sends_another_range_is_asked_for_everything(bool refuses)
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000),
            refuses ? Answers.Status("416 Range Not Satisfiable") : Answers.WrongRange(Bytes), Answers.File(Bytes));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Equal([null, 70_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_server_may_keep_the_length_to_itself()
    {
        await using var server = new LoopbackServer(Answers.WithoutLength(Bytes));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
    }

    [Fact]
    public async Task A_body_that_stays_truncated_is_an_error_and_kept()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000));
        await AssertFailsAsync(server, "expected 200,000 bytes, but the connection ended after 70,000.", "goes on where it stopped", "polytask data get tiny --from FILE");
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(Bytes[..70_000], await File.ReadAllBytesAsync(Part, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_removed()
    {
        byte[] other = [.. Bytes[..^1], 0];
        await using var server = new LoopbackServer(Answers.File(other));
        await AssertFailsAsync(server, $"expected a file with SHA-256 {Hash(Bytes)}, found {Hash(other)}; it was removed.", "polytask data get tiny --from FILE");
        Assert.Single(server.Requests);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task Spoilt_bytes_of_an_earlier_download_are_fetched_again()
    {
        await File.WriteAllBytesAsync(Part, new byte[70_000], TestContext.Current.CancellationToken);
        await using var server = new LoopbackServer(Answers.File(Bytes));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Equal([70_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Too_many_bytes_of_an_earlier_download_are_fetched_again()
    {
        await File.WriteAllBytesAsync(Part, new byte[Bytes.Length + 1], TestContext.Current.CancellationToken);
        await using var server = new LoopbackServer(Answers.File(Bytes));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Null(Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task A_file_of_another_size_is_refused_before_it_is_read()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes[1..]));
        await AssertFailsAsync(server, "expected a file of 200,000 bytes, found one of 199,999.");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_body_without_end_is_read_no_further_than_the_file()
    {
        await using var server = new LoopbackServer(Answers.WithoutLength([.. Bytes, .. Bytes]));
        await AssertFailsAsync(server, "expected 200,000 bytes, found more.");
        Assert.False(File.Exists(Part));
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("503 Service Unavailable", 4)]
    [InlineData("429 Too Many Requests", 4)]
    public async Task A_status_that_may_pass_is_tried_again_and_another_is_not(string status, int requests)
    {
        await using var server = new LoopbackServer(Answers.Status(status));
        await AssertFailsAsync(server, $"expected the file, found HTTP status {status}.", "polytask data get tiny --from FILE");
        Assert.Equal(requests, server.Requests.Count);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        await using var server = new LoopbackServer(Answers.Stalled(Bytes, 70_000), Answers.Stalled(Bytes, 90_000));
        var time = new ManualTime();
        var silences = new Queue<long>([70_000, 90_000]);
        var progress = new Recorded(report =>
        {
            if (silences.TryPeek(out var silence) && report.Received == silence)
            {
                silences.Dequeue();
                time.Elapse();
            }
        });
        var store = Store(new DownloadOptions { Time = time, Attempts = 2 });
        var error = await Assert.ThrowsAsync<DataException>(() => store.GetAsync(PackageAt(server), progress, TestContext.Current.CancellationToken));
        Assert.Contains("the server sent nothing for 30 seconds.", error.Message, StringComparison.Ordinal);
        Assert.Equal([null, 70_000], server.Requests.Select(request => request.From));
        Assert.Equal(90_000, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task A_download_cancelled_in_the_middle_goes_on_from_there()
    {
        await using var server = new LoopbackServer(Answers.Stalled(Bytes, 70_000), Answers.File(Bytes));
        using var cancel = new CancellationTokenSource();
        var progress = new Recorded(report =>
        {
            if (report.Received == 70_000) cancel.Cancel();
        });
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().GetAsync(PackageAt(server), progress, cancel.Token));
        Assert.EndsWith("stopped at 70,000 of 200,000 bytes. Run the same command again to go on from there.", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Installed));
        await Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken);
        AssertInstalled();
        Assert.Equal([null, 70_000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Two_stores_fetch_one_package_once()
    {
        var oneWaits = new TaskCompletionSource();
        await using var server = new LoopbackServer(Answers.After(oneWaits.Task, Answers.File(Bytes)));
        Task<CorpusStatus> Get() => Store().GetAsync(PackageAt(server), new Recorded(report =>
        {
            if (report.State is DownloadState.Waiting) oneWaits.TrySetResult();
        }), TestContext.Current.CancellationToken);
        var both = await Task.WhenAll(Get(), Get());
        Assert.All(both, status => Assert.True(status.IsInstalled));
        AssertInstalled();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_an_error_that_says_what_to_do()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        var error = await Assert.ThrowsAsync<DataException>(() => Store().GetAsync(Package(address), cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith($"{address}{Name}  the server cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("install the file from disk: polytask data get tiny --from FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pauses_double()
    {
        await using var server = new LoopbackServer(Answers.Status("503 Service Unavailable"));
        var time = new HastyTime();
        var store = new CorpusStore(_scratch.Folder, new DownloadOptions { Time = time, FirstPause = TimeSpan.FromSeconds(1), IdleTimeout = Timeout.InfiniteTimeSpan });
        await Assert.ThrowsAsync<DataException>(() => store.GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal([1, 2, 4], time.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task A_cache_that_is_no_folder_is_an_error_that_says_what_to_do()
    {
        await File.WriteAllTextAsync(_scratch["file"], "", TestContext.Current.CancellationToken);
        var store = new CorpusStore(_scratch["file"]);
        var error = await Assert.ThrowsAsync<DataException>(() => store.GetAsync(Package(new Uri("http://127.0.0.1/")), cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith($"{_scratch["file"]}  cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("POLYTASK_CACHE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_says_what_to_do()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("needs /dev/full, a device that is always full");
        File.CreateSymbolicLink(Part, "/dev/full");
        await using var server = new LoopbackServer(Answers.File(Bytes));
        await AssertFailsAsync(server, "No space left on device", "Free some space");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static CorpusPackage PackageAt(LoopbackServer server) => Package(server.Address);

    private static CorpusPackage Package(Uri repository) =>
        new("tiny", "A package.", [new CorpusFile(Name, new FileDigest(Bytes.Length, Hash(Bytes)))], "None", "Nobody", "nowhere", repository);

    private CorpusStore Store(DownloadOptions? options = null) =>
        new(_scratch.Folder, (options ?? new()) with { FirstPause = TimeSpan.Zero });

    private async Task AssertFailsAsync(LoopbackServer server, params string[] parts)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store().GetAsync(PackageAt(server), cancellation: TestContext.Current.CancellationToken));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(Installed));
    }

    private void AssertInstalled()
    {
        Assert.Equal(Bytes, File.ReadAllBytes(Installed));
        Assert.False(File.Exists(Part));
    }
}
