using System.Globalization;
using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Native;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask;

/// <summary>One experiment from run file to report: check it, train it, go on with it, measure it.</summary>
public sealed class Experiment
{
    /// <summary>Makes an experiment of a run file in memory; paths in it are relative to the current folder.</summary>
    /// <exception cref="ConfigurationException">The run file is wrong; the message has all problems.</exception>
    public Experiment(RunFile file) => File = RunFileReader.Check(file);

    /// <summary>What the experiment is.</summary>
    public RunFile File { get; }

    /// <summary>Reads a run file.</summary>
    /// <param name="path">The run file.</param>
    /// <param name="overrides">Changes of the form <c>training.epochs=5</c>.</param>
    /// <exception cref="ConfigurationException">The run file is wrong; the message has all problems.</exception>
    public static Experiment FromFile(string path, IReadOnlyList<string>? overrides = null) => new(RunFileReader.Read(path, overrides ?? []));

    /// <summary>Reads the data, fits encoders and tasks, plans the model, and trains nothing.</summary>
    /// <param name="onEvent">Is told which row is read.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What training would begin with.</returns>
    /// <exception cref="DataException">The data do not fit the run file.</exception>
    public RunStarted Check(Action<RunEvent>? onEvent = null, CancellationToken cancellation = default)
    {
        using var beginning = Begin(new RunOptions { OnEvent = onEvent }, cancellation);
        return Summary(beginning);
    }

    /// <summary>Trains into a new run directory.</summary>
    /// <param name="options">Where, and who listens.</param>
    /// <param name="cancellation">Stops between two steps; a checkpoint is written first.</param>
    /// <exception cref="PolytaskException">The data, the run directory or training fail; the message says how.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; <see cref="Resume"/> goes on.</exception>
    public RunResult Train(RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RunOptions();
        // Whatever does not fit together is said before anything is written.
        using var beginning = Begin(options, cancellation);
        using var directory = RunDirectory.Create(options.Directory ?? Path.Combine("runs", File.Name), options.Overwrite);
        AtomicFile.WriteText(directory.RunFile, RunFileWriter.Write(File));
        return Run(directory, beginning, null, options, cancellation);
    }

    /// <summary>Goes on with a run that was stopped or killed, from its last checkpoint, or from the beginning where it has none.</summary>
    /// <exception cref="PolytaskException">There is no run, its checkpoint is damaged, its data changed, or it is complete.</exception>
    public static RunResult Resume(string runDirectory, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RunOptions();
        using var directory = RunDirectory.Resume(runDirectory);
        if (System.IO.File.Exists(directory.Metrics))
            throw new ConfigurationException($"{runDirectory}  is complete: there is nothing to go on with. See {directory.Report}, or train again with another name or --overwrite.");
        var experiment = FromFile(directory.RunFile);
        var checkpoint = System.IO.File.Exists(directory.LastCheckpoint) ? CheckpointFile.Read(directory.LastCheckpoint) : null;
        using var beginning = experiment.Begin(options, cancellation);
        return experiment.Run(directory, beginning, checkpoint, options, cancellation);
    }

    /// <summary>Measures a finished run's model on one part of the data of its run file.</summary>
    /// <param name="runDirectory">The run directory.</param>
    /// <param name="part">The part.</param>
    /// <param name="onEvent">Is told which row is read, and what cannot be read and is left out, because the run file says so.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PolytaskException">There is no finished run, or its data cannot be read.</exception>
    public static IReadOnlyList<TaskEvaluation> Evaluate(string runDirectory, Part part = Part.Test, Action<RunEvent>? onEvent = null, CancellationToken cancellation = default)
    {
        LibTorch.Init();
        var directory = RunDirectory.Read(runDirectory);
        var file = RunFileReader.Read(directory.RunFile, []);
        using var model = SavedModel.Read(directory.Model);
        var data = PreparedData.Load(file.Data, cancellation);
        return Evaluate(model, data, file.Split.Assign(data).Rows(part), file.Seed, foreign: false, onEvent, cancellation);
    }

    /// <summary>Measures a saved model on all rows of a source.</summary>
    /// <param name="modelDirectory">The model.</param>
    /// <param name="source">The source.</param>
    /// <param name="onEvent">Is told which row is read, and what cannot be read and is left out, because the run file of the model said so.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PolytaskException">The model or the source cannot be read, or columns are missing.</exception>
    public static IReadOnlyList<TaskEvaluation> Evaluate(string modelDirectory, SourceOptions source, Action<RunEvent>? onEvent = null, CancellationToken cancellation = default)
    {
        LibTorch.Init();
        using var model = SavedModel.Read(modelDirectory);
        var data = new DataSet([Table.Load("data", source.Open(), cancellation)]);
        return Evaluate(model, data, [.. Enumerable.Range(0, data.Count)], seed: 1, foreign: true, onEvent, cancellation);
    }

    /// <summary>Compares one model for all tasks of a run file with a model for each, and with variations of it; runs that were finished before are not trained again.</summary>
    /// <param name="path">The run file.</param>
    /// <param name="options">What to try, and within what means.</param>
    /// <param name="cancellation">Stops it; the next time goes on.</param>
    /// <exception cref="PolytaskException">The run file, a variation or the data are wrong, or the tasks alone cannot be trained.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<ComparisonResult> CompareAsync(string path, ComparisonOptions? options = null, CancellationToken cancellation = default) =>
        new Comparer(options ?? new ComparisonOptions(), options?.Launcher ?? new InProcessLauncher()).CompareAsync((set, varied) => RunFileReader.Read(path, set, varied), cancellation);

    private static IReadOnlyList<TaskEvaluation> Evaluate(SavedModel model, DataSet data, int[] rows, long seed, bool foreign, Action<RunEvent>? onEvent, CancellationToken cancellation)
    {
        using var watch = new ReadingWatch(data, onEvent, cancellation);
        var encoded = PreparedData.Encode(data, model.Encoders, model.Tasks, foreign);
        foreach (var leftOut in LeftOut(encoded, model.Tasks, rows)) onEvent?.Invoke(new Notice(leftOut));
        return Evaluator.Evaluate(model.Networks, model.Tasks, encoded, rows, data, model.Encoders[0].Column, seed);
    }

    /// <summary>Reads and encodes the data, and builds the model. Encoding needs no tensor, so libtorch is loaded beside it.</summary>
    private RunBeginning Begin(RunOptions options, CancellationToken cancellation)
    {
        var data = PreparedData.Load(File.Data, cancellation);
        var loading = Task.Run(() => LibTorch.Init(options.Threads), CancellationToken.None);
        if (File.Start is null)
        {
            var weights = File.Pretrained is { } path ? PretrainedWeights.Read(path) : null;
            var prepared = PreparedData.Fit(data, File.Split, File.Inputs, File.Tasks, cancellation, options.OnEvent);
            loading.GetAwaiter().GetResult();
            var trainer = CreateTrainer(prepared);
            return weights is null ? new RunBeginning(prepared, trainer) : RunBeginning.From(model => weights.Begin(model, File.Sharing.Trunk), prepared, trainer);
        }
        loading.GetAwaiter().GetResult();
        using var start = StartingModel.Read(File.Start, File.Inputs);
        var encoded = PreparedData.Fit(data, File.Split, _ => start.Encoders, File.Tasks, cancellation, options.OnEvent);
        return RunBeginning.From(model => start.Begin(model, encoded.Tasks), encoded, CreateTrainer(encoded), start.Fingerprint);
    }

    private ITrainer CreateTrainer(PreparedData prepared) => File.Linear is { } linear ? new LinearTrainer(Setup(prepared), linear) : new Trainer(Setup(prepared));

    private RunStarted Summary(RunBeginning beginning) => File.Linear is { } linear
        ? RunSummary.Of(File.Name, File.Seed, beginning.Prepared, beginning.Trainer, NameOf(linear), balancing: "")
        : RunSummary.Of(File.Name, File.Seed, beginning.Prepared, beginning.Trainer, NameOf(File.Training), NameOf(File.Balancing));

    private TrainingSetup Setup(PreparedData prepared) => new()
    {
        Seed = File.Seed,
        Data = prepared.Rows,
        Split = prepared.Split,
        Inputs = [.. prepared.Encoders.Select(encoder => encoder.Shape)],
        Tasks = prepared.Tasks,
        Sharing = Sharing,
        Balancing = File.Balancing,
        Optimisers = new Optimisers(File.Optimiser, File.EmbeddingOptimiser, File.WideOptimiser),
        Schedule = File.Schedule,
        Regime = File.Training,
    };

    private SharingOptions Sharing => File.Linear is null ? File.Sharing : LinearTrainer.Sharing;

    private static string NameOf(object kind) => Catalog.Kinds.Of(kind.GetType()).Name;

    private RunResult Run(RunDirectory directory, RunBeginning beginning, Checkpoint? checkpoint, RunOptions options, CancellationToken cancellation)
    {
        var (prepared, trainer) = (beginning.Prepared, beginning.Trainer);
        using var recorder = new RunRecorder(directory, beginning, checkpoint, options);
        if (checkpoint is null) recorder.Emit(Summary(beginning));
        if (checkpoint is null && beginning.Found is { } found) recorder.Emit(new Notice(found));
        if (checkpoint is null)
            foreach (var leftOut in LeftOut(prepared.Rows, prepared.Tasks, Enumerable.Range(0, prepared.Rows.Count))) recorder.Emit(new Notice(leftOut));
        recorder.Watch(File.Training.CheckpointSeconds, cancellation);
        if (trainer.Model.Settled is { } settled) recorder.Settle(File, settled);
        var results = trainer.Results();
        SavedModel.Write(directory.Model, prepared.Encoders, prepared.Tasks, Sharing, results);
        if (options.KeepScores) ScoresFile.Write(directory.Scores, [.. Scores(trainer, prepared, results)]);
        var test = EvaluateResults(trainer, prepared, results);
        var hints = recorder.Complete(new RunCompleted(trainer.Epoch, trainer.BestEpoch, test, recorder.Seconds));
        return new RunResult(directory.Path, trainer.BestEpoch, test, [.. hints.Sentences]);
    }

    /// <summary>What of some rows cannot be read, and is left out because the run file says so.</summary>
    private static IEnumerable<string> LeftOut(EncodedRows data, IReadOnlyList<PredictionTask> tasks, IEnumerable<int> rows)
    {
        var among = rows.ToHashSet();
        string[] Among(IReadOnlyDictionary<int, string> unreadable) => [.. unreadable.Where(one => among.Contains(one.Key)).Select(one => one.Value)];
        if (Among(data.Unreadable) is { Length: > 0 } left)
            yield return string.Create(CultureInfo.InvariantCulture, $"{left.Length:N0} {(left.Length == 1 ? "row is" : "rows are")} left out, whose inputs cannot be read. The first: {left[0]}");
        foreach (var (task, column) in tasks.Zip(data.Targets))
            if (Among(column.Unreadable) is { Length: > 0 } labels)
                yield return string.Create(CultureInfo.InvariantCulture, $"{labels.Length:N0} {(labels.Length == 1 ? "label" : "labels")} of {task.Name} cannot be read and {(labels.Length == 1 ? "is" : "are")} left out. The first: {labels[0]}");
    }

    private IReadOnlyList<TaskEvaluation> EvaluateResults(
        ITrainer trainer, PreparedData prepared, IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> results)
    {
        var test = new TaskEvaluation[prepared.Tasks.Count];
        foreach (var (tasks, parameters) in results)
        {
            parameters.Restore(trainer.Model.Parameters);
            var measured = Evaluator.Evaluate(
                [(tasks, trainer.Model)], prepared.Tasks, prepared.Rows, prepared.Split.Rows(Part.Test), prepared.Split.DataSet, prepared.Encoders[0].Column, File.Seed);
            foreach (var task in tasks) test[task] = measured[task];
        }
        return test;
    }

    private static IEnumerable<ScoredRows> Scores(
        ITrainer trainer, PreparedData prepared, IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> results)
    {
        foreach (var (tasks, parameters) in results)
        {
            parameters.Restore(trainer.Model.Parameters);
            foreach (var part in new[] { Part.Validation, Part.Test })
            {
                var scores = TaskScores.Of(trainer.Model, prepared.Tasks, prepared.Rows, prepared.Split.Rows(part));
                foreach (var task in tasks)
                    yield return new ScoredRows(part.ToString().ToLowerInvariant(), prepared.Tasks[task].Name, scores[task].Rows, scores[task].Measured);
            }
        }
    }
}
