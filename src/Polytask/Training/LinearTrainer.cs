using Polytask.Data;
using Polytask.LinearModels;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Sharing;

namespace Polytask.Training;

/// <summary>
/// Solves a linear model of all tasks for one strength of its penalty after another. An epoch of the run is a strength, a step one of the
/// solver. The model is a network with nothing between inputs and heads.
/// </summary>
public sealed class LinearTrainer : ITrainer
{
    private readonly TrainingSetup _setup;
    private readonly LinearOptions _options;
    private readonly IReadOnlyList<LinearTask> _tasks;
    private readonly IReadOnlyList<double> _strengths;
    private readonly LinearSolver _solver;
    private readonly int[] _validation;
    private LinearState _state = new();

    /// <summary>Builds the model and plans the run.</summary>
    /// <param name="setup">What to train; its sharing is <see cref="Sharing"/>.</param>
    /// <param name="options">The penalty, and how it is solved.</param>
    /// <exception cref="ConfigurationException">A linear model cannot have an input or a task, or there is nothing to choose a strength by.</exception>
    public LinearTrainer(TrainingSetup setup, LinearOptions options)
    {
        (_setup, _options, _tasks) = (setup, options, LinearProblem.Of(setup));
        _validation = setup.Split.Rows(Part.Validation);
        if (options.Strength is null && !_validation.Any(row => setup.Data.Targets.Any(target => target.Has(row))))
            throw new ConfigurationException("linear.strength: expected a number, or validation rows with a label to choose one by, found neither. Give a strength, or make the split's share of validation rows larger.");
        _solver = new LinearSolver(_tasks, options.Create([.. _tasks.Select(task => task.Name)], _tasks[0].Rows.Columns), options.Intercept);
        _strengths = StrengthPath.Of(options, _solver.LargestStrength);
        _solver.Strength = _strengths[0];
        Model = setup.CreateModel();
    }

    /// <summary>How the tasks of a linear model share, as a network: they have the inputs in common, and nothing else.</summary>
    public static SharingOptions Sharing => new HardSharing { Trunk = [] };

    /// <inheritdoc/>
    public MultiTaskModel Model { get; }

    /// <inheritdoc/>
    public int Epochs => _strengths.Count;

    /// <inheritdoc/>
    public long Steps => (long)Epochs * _options.Steps;

    /// <inheritdoc/>
    public string GradientPlan => "proximal gradients of all training rows";

    /// <inheritdoc/>
    public int Epoch => _state.Epoch;

    /// <inheritdoc/>
    public int BestEpoch => _state.Best.Epoch > 0 ? _state.Best.Epoch : _state.Epoch;

    /// <inheritdoc/>
    public void Run(Action<RunEvent> emit, Action afterStep)
    {
        while (_state.Epoch < _strengths.Count)
        {
            var (residual, loss) = _solver.Step();
            if (!double.IsFinite(residual + loss)) throw new TrainingException($"strength {_strengths[_state.Epoch]:g4}: the loss is not finite. Check the numbers of the inputs and labels, or give a larger linear.strength.");
            _state.Step++;
            _state.StrengthStep++;
            emit(new StepCompleted(_state.Epoch + 1, _state.Step, Steps, loss / Weight));
            var solved = residual <= _options.Tolerance * _solver.GradientLength;
            if (solved || _state.StrengthStep == _options.Steps) EndStrength(solved, emit);
            afterStep();
        }
        _state.Best.Snapshot?.Restore(Model.Parameters);
        if (_strengths.Count > 1) emit(new Notice(Figures($"strength {_strengths[BestEpoch - 1]:g4} has the least loss on validation rows, of {_strengths.Count} from {_strengths[0]:g4} to {_strengths[^1]:g4}.")));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> Results() =>
        [([.. Enumerable.Range(0, _tasks.Count)], ParameterSnapshot.Take(Model.Parameters))];

    /// <inheritdoc/>
    public Checkpoint Capture() => LinearCheckpoint.Write(_state, _solver.State);

    /// <inheritdoc/>
    public void Restore(Checkpoint checkpoint)
    {
        _state = LinearCheckpoint.Read(checkpoint, _solver.State, Model.Parameters, state => _solver.Strength = _strengths[Math.Min(state.Epoch, _strengths.Count - 1)]);
    }

    private double Weight => _tasks.Sum(task => task.Weights.Sum());

    private void EndStrength(bool solved, Action<RunEvent> emit)
    {
        var strength = _strengths[_state.Epoch];
        if (!solved) emit(new Notice(Figures($"strength {strength:g4}: {_options.Steps} steps of the solver were not enough for linear.tolerance {_options.Tolerance:g4}. Make linear.steps larger.")));
        (_state.Epoch, _state.StrengthStep) = (_state.Epoch + 1, 0);
        WriteParameters();
        var scores = TaskScores.Of(Model, _setup.Tasks, _setup.Data, _validation);
        var rows = scores.Where(task => task.Rows.Count > 0).ToArray();
        // Rows count alike, whatever their task: tasks may have a few rows each.
        double? score = rows.Length > 0 ? -rows.Sum(task => task.Losses.Sum()) / rows.Sum(task => task.Rows.Count) : null;
        var best = _state.Best.Offer(score, _state.Epoch, () => ParameterSnapshot.Take(Model.Parameters));
        var losses = TrainingLosses();
        emit(new EpochCompleted(_state.Epoch, _state.Step, 1 / _solver.State.Curvature, [.. _setup.Tasks.Select((task, t) => ValidationProgress.Of(task, losses[t], scores[t]))], score, best));
        if (_state.Epoch < _strengths.Count) _solver.Strength = _strengths[_state.Epoch];
    }

    private void WriteParameters()
    {
        var (weights, intercepts) = (_solver.Weights, _solver.Intercepts);
        // The heads' parameters lie task after task, weights before intercepts, and there are no others.
        var values = Enumerable.Range(0, _tasks.Count).Select(task => weights[task].ToArray()).Concat(intercepts.Select(intercept => new[] { intercept }))
            .Select(numbers => Array.ConvertAll(numbers, number => (float)number)).ToArray();
        var at = 0;
        ParameterSnapshot.Read(Model.Parameters, (_, _) => values[at++]).Restore(Model.Parameters);
    }

    private double[] TrainingLosses()
    {
        var (weights, intercepts) = (_solver.Weights, _solver.Intercepts);
        return [.. _tasks.Select((task, t) => task.MeanLoss(weights[t], intercepts[t]))];
    }

    private static string Figures(FormattableString text) => FormattableString.Invariant(text);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
