using System.Globalization;
using Polytask.Catalog;
using Polytask.Configuration;
using Polytask.Runs;
using Polytask.Runs.Hints;
using Polytask.Runs.Reporting;
using Polytask.Sharing;
using Polytask.Training;

namespace Polytask;

/// <summary>Writes down a run while it goes on: events, checkpoints, metrics, report.</summary>
internal sealed class RunRecorder : IDisposable
{
    private const string Events = "events";
    private const string Data = "data";
    private const int LongestName = 90;
    private const string Start = "start";
    private readonly RunDirectory _directory;
    private readonly ITrainer _trainer;
    private readonly RunOptions _options;
    private readonly EventLog _events;
    private readonly string _fingerprint;
    private readonly string? _startFingerprint;
    private readonly long _start;

    /// <summary>Begins to record, or goes on from a checkpoint; one that does not fit leaves the run directory as it is.</summary>
    /// <exception cref="CheckpointException">The checkpoint is of other data or of another model.</exception>
    public RunRecorder(RunDirectory directory, RunBeginning beginning, Checkpoint? checkpoint, RunOptions options)
    {
        (_directory, _trainer, _options, _start) = (directory, beginning.Trainer, options, options.Clock.GetTimestamp());
        (_fingerprint, _startFingerprint) = (beginning.Prepared.Split.DataSet.Fingerprint(), beginning.StartFingerprint);
        if (checkpoint is not null && checkpoint.State.GetValueOrDefault(Data) != _fingerprint)
            throw new CheckpointException($"{directory.LastCheckpoint}  was written with other data than the run file's sources hold now. Put the data back as they were, or train again with --overwrite.");
        if (checkpoint is not null && checkpoint.State.GetValueOrDefault(Start) != _startFingerprint)
            throw new CheckpointException($"{directory.LastCheckpoint}  was written by a run that began from another model than the run file's start holds now. Put that model back, or train again with --overwrite.");
        if (checkpoint is not null) _trainer.Restore(checkpoint);
        _events = EventLog.Open(directory.Events, checkpoint is null ? 0 : long.Parse(checkpoint.State[Events], CultureInfo.InvariantCulture));
    }

    public double Seconds => _options.Clock.GetElapsedTime(_start).TotalSeconds;

    public void Emit(RunEvent happened)
    {
        _events.Append(happened);
        _options.OnEvent?.Invoke(happened);
    }

    /// <summary>Runs the trainer; writes a checkpoint now and then, and when it is cancelled.</summary>
    public void Watch(double checkpointSeconds, CancellationToken cancellation)
    {
        var last = _start;
        _trainer.Run(Emit, () =>
        {
            var cancelled = cancellation.IsCancellationRequested;
            if (!cancelled && _options.Clock.GetElapsedTime(last).TotalSeconds < checkpointSeconds) return;
            Checkpoint();
            last = _options.Clock.GetTimestamp();
            if (cancelled) throw new OperationCanceledException(cancellation);
        });
    }

    /// <summary>Writes the run file of what a run settled on, and says so.</summary>
    public void Settle(RunFile file, SharingOptions settled)
    {
        AtomicFile.WriteText(_directory.SettledRunFile, RunFileWriter.Write(file with { Name = $"{file.Name[..Math.Min(file.Name.Length, LongestName)].TrimEnd()} settled", Sharing = settled }));
        Emit(new Notice($"sharing: training settled on '{Kinds.Of(settled.GetType()).Name}': {settled}. The run directory has a run file that trains it by itself, {Path.GetFileName(_directory.SettledRunFile)}."));
    }

    /// <summary>Writes metrics and report; the run is complete with them.</summary>
    /// <returns>What stands out in the run.</returns>
    public RunHints Complete(RunCompleted completed)
    {
        Emit(completed);
        var input = ReportInput.Read(_directory);
        Report.Write(_directory, input);
        MetricsFile.Write(_directory.Metrics, new Dictionary<string, IReadOnlyList<TaskEvaluation>> { ["test"] = completed.Test });
        return RunHints.Of([input.History]);
    }

    private void Checkpoint()
    {
        var captured = _trainer.Capture();
        _events.Sync();
        var state = new Dictionary<string, string>(captured.State)
        {
            [Events] = _events.Length.ToString(CultureInfo.InvariantCulture),
            [Data] = _fingerprint,
        };
        if (_startFingerprint is not null) state[Start] = _startFingerprint;
        CheckpointFile.Write(_directory.LastCheckpoint, captured with { State = state });
    }

    public void Dispose() => _events.Dispose();
}
