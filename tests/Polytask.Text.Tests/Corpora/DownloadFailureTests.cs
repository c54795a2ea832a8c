using System.Net;
using System.Net.Sockets;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>Downloads that end badly: each says why and what to do, and installs nothing.</summary>
public sealed class DownloadFailureTests : DownloadTest
{
    [Fact]
    public async Task A_body_that_stays_truncated_is_an_error_and_kept()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000));
        await AssertFailsAsync(server, "expected 200,000 bytes, but the connection ended after 70,000.", "goes on where it stopped", "polytask data get tiny --from FILE");
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(Bytes[..70_000], await File.ReadAllBytesAsync(Part, Cancellation));
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
        var error = await Assert.ThrowsAsync<DataException>(() => store.GetAsync(PackageAt(server.Address), progress, Cancellation));
        Assert.Contains("the server sent nothing for 30 seconds.", error.Message, StringComparison.Ordinal);
        Assert.Equal([null, 70_000], server.Requests.Select(request => request.From));
        Assert.Equal(90_000, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_an_error_that_says_what_to_do()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        var error = await Assert.ThrowsAsync<DataException>(() => Store().GetAsync(PackageAt(address), cancellation: Cancellation));
        Assert.StartsWith($"{address}tiny.zip  the server cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("install the file from disk: polytask data get tiny --from FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_is_no_folder_is_an_error_that_says_what_to_do()
    {
        var file = Path.Combine(Folder, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        var store = new CorpusStore(file);
        var error = await Assert.ThrowsAsync<DataException>(() => store.GetAsync(PackageAt(new Uri("http://127.0.0.1/")), cancellation: Cancellation));
        Assert.StartsWith($"{file}  cannot be written: ", error.Message, StringComparison.Ordinal);
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

    private async Task AssertFailsAsync(LoopbackServer server, params string[] parts)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(Installed));
    }
}
