using Polytask.Comparison;
using Polytask.Runs;

namespace Polytask.Tests.Comparison;

public sealed class RunQueueTests : IDisposable
{
    private readonly ToyRun _toy = new();

    [Fact]
    public async Task No_more_run_at_a_time_than_are_allowed_and_all_are_run()
    {
        var launcher = new Launcher(megabytes: 0) { Beside = 3 };
        Assert.Empty(await TrainAsync(launcher, new ComparisonOptions { Jobs = 3 }));
        Assert.Equal((9, 3), (launcher.Started, launcher.Most));
    }

    [Fact]
    public async Task Memory_limits_them_once_the_first_has_shown_what_one_takes()
    {
        var launcher = new Launcher(megabytes: 40) { Beside = 2 };
        await TrainAsync(launcher, new ComparisonOptions { Jobs = 8, Memory = 100 });
        Assert.Equal((9, 2), (launcher.Started, launcher.Most));
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others()
    {
        var launcher = new Launcher(megabytes: 0) { Fails = run => run.Seed == 4 };
        var news = new List<RunNews>();
        var failures = await TrainAsync(launcher, new ComparisonOptions { Jobs = 2, OnNews = news.Add });
        Assert.Equal("no luck", Assert.Single(failures).Value);
        Assert.Equal(9, launcher.Started);
        Assert.Equal((9, 9), (news[^1].Settled, news[^1].Runs));
        Assert.Equal("no luck", Assert.Single(news, one => one.State == RunState.Failed).Failure);
    }

    [Fact]
    public async Task Stopped_it_starts_no_more()
    {
        using var stop = new CancellationTokenSource();
        var launcher = new Launcher(megabytes: 0) { Fails = _ => { stop.Cancel(); return false; } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainAsync(launcher, new ComparisonOptions { Jobs = 1 }, stop.Token));
        Assert.Equal(1, launcher.Started);
    }

    [Fact]
    public async Task After_the_time_none_begins_and_those_that_have_begun_end()
    {
        var (clock, news) = (new Clock(), new List<RunNews>());
        // Every run takes a minute.
        var launcher = new Launcher(megabytes: 0) { Fails = _ => { clock.Advance(TimeSpan.FromMinutes(1)); return false; } };
        Assert.Empty(await TrainAsync(launcher, new ComparisonOptions { Jobs = 1, Within = TimeSpan.FromMinutes(3), Clock = clock, OnNews = news.Add }));
        Assert.Equal(3, launcher.Started);
        Assert.Equal((3, 9), (news[^1].Settled, news[^1].Runs));
        Assert.All(news, one => Assert.NotEqual(RunState.Failed, one.State));
    }

    [Fact]
    public async Task A_run_that_another_program_finished_first_has_not_failed()
    {
        var store = new RunStore(_toy["cache"], "data");
        var launcher = new Launcher(megabytes: 0) { Fails = run => { Finish(store.PathOf(run)); return run.Seed < 8; } };
        Assert.Empty(await TrainAsync(launcher, new ComparisonOptions { Jobs = 2 }));
        Assert.Equal(9, launcher.Started);
    }

    public void Dispose() => _toy.Dispose();

    private static void Finish(string path)
    {
        using var run = RunDirectory.Create(path);
        foreach (var file in new[] { run.RunFile, run.Scores, run.Metrics }) File.WriteAllText(file, "");
    }

    private async Task<IReadOnlyDictionary<PlannedRun, string>> TrainAsync(Launcher launcher, ComparisonOptions options, CancellationToken? stop = null)
    {
        PlannedRun[] runs = [.. Enumerable.Range(0, 9).Select(seed => new PlannedRun("one", null, seed, _toy.File with { Seed = seed }))];
        return await new RunQueue(new RunStore(_toy["cache"], "data"), options, launcher).TrainAsync(runs, stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Trains nothing: it counts. Runs but the first go on until as many as should be were there at a time, and then a while, in which more would show.</summary>
    private sealed class Launcher(long megabytes) : IRunLauncher
    {
        private static readonly TimeSpan While = TimeSpan.FromMilliseconds(30);
        private readonly TaskCompletionSource _full = new();
        private readonly Lock _counting = new();
        private int _running;

        public Func<PlannedRun, bool> Fails { get; init; } = _ => false;

        public int Beside { get; init; } = 1;

        public int Started { get; private set; }

        public int Most { get; private set; }

        public async Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation)
        {
            bool isFirst;
            lock (_counting)
            {
                isFirst = Started++ == 0;
                Most = Math.Max(Most, ++_running);
                if (Most >= Beside) _full.TrySetResult();
            }
            try
            {
                // Should there never be as many, the count says so; a test need not hang.
                if (!isFirst) await Task.WhenAny(_full.Task, Task.Delay(TimeSpan.FromMinutes(1), CancellationToken.None));
                await Task.Delay(While, CancellationToken.None);
                if (Fails(run)) throw new TrainingException("no luck");
                cancellation.ThrowIfCancellationRequested();
                return megabytes;
            }
            finally
            {
                lock (_counting) _running--;
            }
        }
    }
}
