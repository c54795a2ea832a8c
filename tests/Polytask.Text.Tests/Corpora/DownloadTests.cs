using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>Downloads that end well, if not at once.</summary>
public sealed class DownloadTests : DownloadTest
{
    [Fact]
    public async Task A_package_is_fetched_verified_and_installed()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        var progress = new Recorded();
        var status = await Store().GetAsync(PackageAt(server.Address), progress, Cancellation);
        Assert.True(status.IsInstalled);
        AssertInstalled();
        Assert.Equal([new Request("/tiny.zip", null)], server.Requests);
        Assert.Equal([DownloadState.Receiving, DownloadState.Verifying], progress.States.Distinct());
    }

    [Fact]
    public async Task An_installed_package_is_not_fetched_again()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        for (var i = 0; i < 2; i++) await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_mirror_stands_in_for_the_repository()
    {
        await using var server = new LoopbackServer(Answers.File(Bytes));
        var store = Store(new DownloadOptions { Mirror = new Uri(server.Address, "mirror/") });
        await store.GetAsync(PackageAt(new Uri("http://repository.invalid/")), cancellation: Cancellation);
        Assert.Equal("/mirror/tiny.zip", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_broken_connection_is_resumed_where_it_broke()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000), Answers.Truncated(Bytes, 150_000), Answers.File(Bytes));
        var progress = new Recorded();
        await Store().GetAsync(PackageAt(server.Address), progress, Cancellation);
        AssertInstalled();
        Assert.Equal([null, 70_000, 150_000], server.Requests.Select(request => request.From));
        Assert.Equal(2, progress.States.Count(state => state is DownloadState.Retrying));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_everything_again()
    {
        await using var server = new LoopbackServer(Answers.Truncated(Bytes, 70_000), Answers.WithoutRanges(Bytes));
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
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
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        AssertInstalled();
        Assert.Equal([null, 70_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_server_may_keep_the_length_to_itself()
    {
        await using var server = new LoopbackServer(Answers.WithoutLength(Bytes));
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        AssertInstalled();
    }

    [Fact]
    public async Task Spoilt_bytes_of_an_earlier_download_are_fetched_again()
    {
        await File.WriteAllBytesAsync(Part, new byte[70_000], Cancellation);
        await using var server = new LoopbackServer(Answers.File(Bytes));
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        AssertInstalled();
        Assert.Equal([70_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Too_many_bytes_of_an_earlier_download_are_fetched_again()
    {
        await File.WriteAllBytesAsync(Part, new byte[Bytes.Length + 1], Cancellation);
        await using var server = new LoopbackServer(Answers.File(Bytes));
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        AssertInstalled();
        Assert.Null(Assert.Single(server.Requests).From);
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
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().GetAsync(PackageAt(server.Address), progress, cancel.Token));
        Assert.EndsWith("stopped at 70,000 of 200,000 bytes. Run the same command again to go on from there.", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Installed));
        await Store().GetAsync(PackageAt(server.Address), cancellation: Cancellation);
        AssertInstalled();
        Assert.Equal([null, 70_000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Two_stores_fetch_one_package_once()
    {
        var oneWaits = new TaskCompletionSource();
        await using var server = new LoopbackServer(Answers.After(oneWaits.Task, Answers.File(Bytes)));
        Task<CorpusStatus> Get() => Store().GetAsync(PackageAt(server.Address), new Recorded(report =>
        {
            if (report.State is DownloadState.Waiting) oneWaits.TrySetResult();
        }), Cancellation);
        var both = await Task.WhenAll(Get(), Get());
        Assert.All(both, status => Assert.True(status.IsInstalled));
        AssertInstalled();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pauses_double()
    {
        await using var server = new LoopbackServer(Answers.Status("503 Service Unavailable"));
        var time = new HastyTime();
        var store = new CorpusStore(Folder, new DownloadOptions { Time = time, FirstPause = TimeSpan.FromSeconds(1), IdleTimeout = Timeout.InfiniteTimeSpan });
        await Assert.ThrowsAsync<DataException>(() => store.GetAsync(PackageAt(server.Address), cancellation: Cancellation));
        Assert.Equal([1, 2, 4], time.Pauses.Select(pause => pause.TotalSeconds));
    }
}
