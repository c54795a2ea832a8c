using System.Collections.Concurrent;

namespace Polytask.Comparison;

/// <summary>Trains the runs of a comparison that are not finished, several side by side. One that fails does not stop the others.</summary>
/// <param name="store">Finished runs.</param>
/// <param name="options">How many at a time, and who trains them.</param>
/// <param name="launcher">Trains one.</param>
internal sealed class RunQueue(RunStore store, ComparisonOptions options, IRunLauncher launcher)
{
    private readonly ConcurrentDictionary<PlannedRun, string> _failures = new();
    private readonly Lock _telling = new();
    private readonly long _start = options.Clock.GetTimestamp();
    private long _largest;
    private int _settled;
    private int _runs;

    /// <summary>Trains all, or those that begin before the time is over; the runs that failed so far, and why. What is trained later counts on.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the next time goes on.</exception>
    public async Task<IReadOnlyDictionary<PlannedRun, string>> TrainAsync(IReadOnlyList<PlannedRun> runs, CancellationToken cancellation)
    {
        // Contenders that come to the same run share it.
        runs = [.. runs.DistinctBy(store.PathOf)];
        _runs += runs.Count;
        var waiting = new Queue<PlannedRun>();
        foreach (var run in runs)
        {
            if (store.Has(run)) Tell(run, RunState.Known);
            else waiting.Enqueue(run);
        }
        var running = new List<Task>();
        while (waiting.Count > 0 || running.Count > 0)
        {
            while (waiting.Count > 0 && running.Count < Places() && !cancellation.IsCancellationRequested && !IsOver)
                running.Add(TrainAsync(waiting.Dequeue(), cancellation));
            if (running.Count == 0) break;
            var ended = await Task.WhenAny(running).ConfigureAwait(false);
            running.Remove(ended);
            if (ended.IsCanceled) waiting.Clear();
            else await ended.ConfigureAwait(false);
        }
        cancellation.ThrowIfCancellationRequested();
        return _failures;
    }

    private bool IsOver => options.Clock.GetElapsedTime(_start) >= options.Within;

    private async Task TrainAsync(PlannedRun run, CancellationToken cancellation)
    {
        Tell(run, RunState.Begun);
        try
        {
            InterlockedMaximum(await TrainOrWaitAsync(run, cancellation).ConfigureAwait(false));
            Tell(run, RunState.Done);
        }
        catch (PolytaskException failure)
        {
            _failures[run] = failure.Message;
            Tell(run, RunState.Failed, failure.Message);
        }
    }

    /// <summary>Trains a run that no other program trains; waits for one that does. The memory it took.</summary>
    private async Task<long> TrainOrWaitAsync(PlannedRun run, CancellationToken cancellation)
    {
        while (true)
        {
            await store.WaitAsync(run, cancellation).ConfigureAwait(false);
            if (store.Has(run)) return 0;
            try
            {
                // Off this thread: a launcher may train in this process.
                return await Task.Run(() => launcher.TrainAsync(run, store.PathOf(run), options.Threads, cancellation), cancellation).ConfigureAwait(false);
            }
            catch (PolytaskException) when (store.IsBusy(run) || store.Has(run))
            {
                // Another program was quicker to begin it, and may have finished it since.
            }
        }
    }

    private int Places()
    {
        if (options.Memory is not { } memory) return options.Jobs;
        var largest = Interlocked.Read(ref _largest);
        return largest == 0 ? 1 : (int)Math.Clamp(memory / largest, 1, options.Jobs);
    }

    private void InterlockedMaximum(long taken)
    {
        for (var known = Interlocked.Read(ref _largest); taken > known; known = Interlocked.Read(ref _largest))
            if (Interlocked.CompareExchange(ref _largest, taken, known) == known) return;
    }

    private void Tell(PlannedRun run, RunState state, string? failure = null)
    {
        lock (_telling)
        {
            if (state != RunState.Begun) _settled++;
            options.OnNews?.Invoke(new RunNews(run, state, _settled, _runs, failure));
        }
    }
}
