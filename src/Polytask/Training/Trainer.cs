using Polytask.Balancing;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>
/// The training loop. Its whole state is in <see cref="Capture"/>: a run that is stopped at any step and goes on from there gives,
/// on the CPU, bit for bit what it would have given without the stop.
/// </summary>
public sealed class Trainer : ITrainer
{
    private readonly TrainingSetup _setup;
    private readonly Regime _regime;
    private readonly ModelOptimiser _optimiser;
    private readonly Consolidation? _consolidation;
    private readonly TaskBalance _balance;
    private readonly AffinityProbe _probe;
    private readonly StepRunner _steps;
    private readonly int[] _validation;
    private TrainerState _state;
    private Action<RunEvent> _emit = _ => { };

    /// <summary>Builds the model and plans the run.</summary>
    /// <param name="setup">What to train, and how.</param>
    public Trainer(TrainingSetup setup)
    {
        _setup = setup;
        Model = setup.CreateModel();
        var training = setup.Split.Rows(Part.Training);
        var tables = setup.Split.DataSet.Tables;
        _regime = setup.Regime.Create(new TrainingStreams(
            setup.Data, [.. tables.Select((_, table) => training.Where(row => setup.Split.DataSet.TableOf(row) == table).ToArray())], Model.Tasks, setup.Seed));
        _optimiser = new ModelOptimiser(Model.Parameters, setup.Optimisers);
        _consolidation = _regime.CreateConsolidation();
        _balance = new TaskBalance(setup, Model, message => _emit(new Notice(message)), new BalanceRecorder(setup.Regime, Model.Tasks, Steps, setup.Balancing is GradientBalancing, record => _emit(record)));
        _probe = new AffinityProbe(setup, Model, measured => _emit(measured));
        _steps = new StepRunner(setup, Model, _optimiser, _consolidation, _balance, _probe);
        _validation = setup.Split.Rows(Part.Validation);
        _state = new TrainerState(setup.Tasks.Count);
    }

    /// <inheritdoc/>
    public MultiTaskModel Model { get; }

    /// <inheritdoc/>
    public int Epochs => _regime.Stages.Sum(stage => stage.Epochs);

    /// <inheritdoc/>
    public long Steps => _regime.Stages.Sum(stage => stage.Steps);

    /// <inheritdoc/>
    public string GradientPlan => _balance.Plan;

    /// <inheritdoc/>
    public int Epoch => _state.Epoch;

    /// <inheritdoc/>
    public int BestEpoch => _state.Best.Epoch > 0 && _setup.Regime.Keep == Keep.Best ? _state.Best.Epoch : _state.Epoch;

    /// <inheritdoc/>
    public void Run(Action<RunEvent> emit, Action afterStep)
    {
        _emit = emit;
        for (; _state.Stage < _regime.Stages.Count; NextStage())
        {
            var stage = _regime.Stages[_state.Stage];
            while (_state.StageStep < stage.Steps && !_state.StageStopped)
            {
                Step(stage);
                afterStep();
            }
            EndStage(stage);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> Results()
    {
        var now = ParameterSnapshot.Take(Model.Parameters);
        return _setup.Regime.Keep == Keep.BestPerTask
            ? [.. _setup.Tasks.Select((_, task) => task).GroupBy(task => _state.BestOfTask[task].Snapshot ?? now).Select(group => ((IReadOnlyList<int>)[.. group], group.Key))]
            : [([.. Enumerable.Range(0, _setup.Tasks.Count)], now)];
    }

    /// <inheritdoc/>
    public Checkpoint Capture() => TrainerCheckpoint.Write(_state, Model.Parameters, _optimiser, _consolidation, _balance);

    /// <inheritdoc/>
    public void Restore(Checkpoint checkpoint) => _state = TrainerCheckpoint.Read(checkpoint, Model.Parameters, _optimiser, _consolidation, _balance);

    private void Step(Stage stage)
    {
        var batches = _regime.Plan(_state.Stage, _state.StageStep);
        if (_state.StoppedTasks.Contains(true))
            batches = [.. batches.Select(b => b with { Tasks = [.. b.Tasks.Select((on, task) => on && !_state.StoppedTasks[task])] })];
        if (_state.StageStep + 1 < stage.Steps)
            _setup.Data.Expect(() => _regime.Plan(_state.Stage, _state.StageStep + 1).SelectMany(batch => batch.Rows.ToArray()).ToArray());
        var rate = _setup.Schedule.At(_state.StageStep, stage.Steps);
        var losses = _steps.Run(batches, stage.TrainsTrunk, rate, _state.Step, _state.Epoch, (double)_state.Step / Steps);
        _state.Losses.Add(losses);
        _state.StageStep++;
        _state.Step++;
        _emit(new StepCompleted(_state.Epoch + 1, _state.Step, Steps, losses.Means().Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()));
        if (_state.StageStep % stage.StepsPerEpoch == 0) EndEpoch(stage, rate);
    }

    private void EndEpoch(Stage stage, double rate)
    {
        _state.Epoch++;
        var gates = new GateLog();
        var progress = Measure(stage.Scored, gates);
        var scores = progress.Where((_, task) => stage.Scored[task]).Select(FirstMetric).Where(s => s is not null).ToArray();
        double? score = scores.Length > 0 ? scores.Average() : null;
        var keep = _setup.Regime.Keep;
        var best = _state.Best.Offer(score, _state.Epoch, () => keep == Keep.Best ? ParameterSnapshot.Take(Model.Parameters) : null);
        _emit(new EpochCompleted(_state.Epoch, _state.Step, _setup.Optimisers.Dense.LearningRate * rate, progress, score, best));
        if (gates.Gates.Count > 0) _emit(Chosen(_state.Epoch, gates));
        OfferTasks(progress, stage);
        _state.Losses.Clear();
        for (var task = 0; task < progress.Length; task++)
            if (FirstMetric(progress[task]) is { } measured) _balance.Scores[task] = measured;
        if (_setup.Regime.Patience > 0 && _state.Best.Since >= _setup.Regime.Patience) Stop(stage.Task, _state.Best.Epoch);
        else if (!_setup.Tasks.Where((_, task) => stage.Scored[task] && !_state.StoppedTasks[task]).Any()) _state.StageStopped = true;
    }

    private void OfferTasks(TaskProgress[] progress, Stage stage)
    {
        ParameterSnapshot? snapshot = null;
        for (var task = 0; task < progress.Length; task++)
        {
            if (!stage.Scored[task] || _state.StoppedTasks[task]) continue;
            var best = _state.BestOfTask[task];
            best.Offer(FirstMetric(progress[task]), _state.Epoch,
                () => _setup.Regime.Keep == Keep.BestPerTask ? snapshot ??= ParameterSnapshot.Take(Model.Parameters) : null);
            if (_setup.Regime.TaskPatience == 0 || best.Since < _setup.Regime.TaskPatience) continue;
            _state.StoppedTasks[task] = true;
            _emit(new TaskStopped(_setup.Tasks[task].Name, _state.Epoch, best.Epoch));
        }
    }

    private void Stop(string? task, int bestEpoch)
    {
        _state.StageStopped = true;
        _emit(new TaskStopped(task, _state.Epoch, bestEpoch));
    }

    private void EndStage(Stage stage)
    {
        _state.Best.Snapshot?.Restore(Model.Parameters);
        if (stage.Task is null) return;
        _emit(new StageCompleted(_state.Stage + 1, stage.Task, _state.Epoch, Measure([.. _setup.Tasks.Select(_ => true)])));
        if (_consolidation is not null) _consolidation.Anchor(ParameterSnapshot.Take(Model.Parameters), _consolidation.UsesFisher ? _steps.AddFisher(_consolidation.Fisher, FisherRows(stage)) : null);
    }

    private void NextStage()
    {
        _state.Stage++;
        _state.StageStep = 0;
        _state.StageStopped = false;
        Array.Clear(_state.StoppedTasks);
        if (_state.Stage < _regime.Stages.Count) _state.Best = new BestEpoch();
    }

    private IEnumerable<StepBatch> FisherRows(Stage stage)
    {
        var target = _setup.Data.Targets[stage.Scored.ToList().IndexOf(true)];
        var training = _setup.Split.Rows(Part.Training).Where(target.Has).ToArray();
        new RandomStream(_setup.Seed, $"fisher/{stage.Task}").Shuffle(training);
        return training.Take(Consolidation.FisherRows).Select(row => new StepBatch(new[] { row }, stage.Scored));
    }

    private static GatesMeasured Chosen(int epoch, GateLog log) =>
        new(epoch, [.. log.Gates.Select(gate => new GateChoice(gate.Reader.Name, gate.Reader.Owner, [.. gate.Reader.Experts.Select(expert => expert.Label)], gate.Load, gate.Entropy))]);

    private TaskProgress[] Measure(IReadOnlyList<bool> tasks, GateLog? gates = null)
    {
        var scores = TaskScores.Of(Model, _setup.Tasks, _setup.Data, _validation, tasks, gates);
        return [.. _setup.Tasks.Select((task, t) => ValidationProgress.Of(task, _state.Losses.Mean(t), scores[t]))];
    }

    private static double? FirstMetric(TaskProgress progress) => progress.Validation is [{ Value: var value }, ..] && double.IsFinite(value) ? value : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _balance.Dispose();
        _probe.Dispose();
        _optimiser.Dispose();
        Model.Dispose();
    }
}
