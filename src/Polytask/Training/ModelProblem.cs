using System.Globalization;
using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Models;

namespace Polytask.Training;

/// <summary>A step of a model as a bilevel method sees it: the passes of the two halves of the batch, which are repeated where the parameters are moved to.</summary>
internal sealed class ModelProblem(TrainingSetup setup, MultiTaskModel model, BalancingStep step) : BilevelProblem, IDisposable
{
    private readonly VirtualMoves _moves = new(model.Parameters);
    private readonly List<ParameterDirection> _directions = [];
    private readonly StepPass?[] _here = new StepPass?[2];
    private IReadOnlyList<StepPass> _start = [];
    private int _used;
    private double _rate;

    /// <inheritdoc/>
    public override double Rate => _rate;

    /// <summary>Begins a step: the passes of the inner and of the outer half, and the learning rate.</summary>
    public void Begin(IReadOnlyList<StepPass> passes, double rate)
    {
        (_start, _rate, _used) = (passes, rate, 0);
        (_here[0], _here[1]) = (passes[0], passes[1]);
    }

    /// <inheritdoc/>
    public override double Share(BatchHalf half, int index)
    {
        var task = step.Tasks[index];
        var sum = _start[0].Losses.Weight(task) + _start[1].Losses.Weight(task);
        return sum > 0 ? _start[(int)half].Losses.Weight(task) / sum : 0;
    }

    /// <inheritdoc/>
    public override void Losses(BatchHalf half, Span<double> losses)
    {
        var pass = Here(half);
        for (var i = 0; i < losses.Length; i++)
        {
            var task = step.Tasks[i];
            losses[i] = pass.Losses.Weight(task) > 0 ? setup.Tasks[task].Options.Weight * pass.Losses.Mean(task) : double.NaN;
            if (pass.Losses.Weight(task) > 0 && !double.IsFinite(losses[i])) throw NotFinite($"task '{setup.Tasks[task].Name}': expected a finite loss", losses[i]);
        }
    }

    /// <inheritdoc/>
    public override Direction Gradient(BatchHalf half, ReadOnlySpan<double> weights)
    {
        Add(half, weights);
        if (_used == _directions.Count) _directions.Add(new ParameterDirection(model.Parameters));
        var direction = _directions[_used++];
        direction.TakeGradient();
        model.Parameters.ZeroGradients();
        return double.IsFinite(direction.Length) ? direction : throw NotFinite("expected a finite gradient", direction.Length);
    }

    /// <inheritdoc/>
    public override void Move(Direction direction, double factor)
    {
        _moves.Move((ParameterDirection)direction, factor);
        Array.Clear(_here);
    }

    /// <inheritdoc/>
    public override void Return()
    {
        _moves.Return();
        (_here[0], _here[1]) = (_start[0], _start[1]);
    }

    /// <summary>Adds the gradient of a half where the parameters are.</summary>
    public void Add(BatchHalf half, ReadOnlySpan<double> weights)
    {
        var pass = Here(half);
        if (pass.Pass.Batch.Count > 0) model.Pullback(WeightedCotangents.Of(pass, pass.Losses, setup, step, weights), pass.Pass, pass.Active);
    }

    private StepPass Here(BatchHalf half) => _here[(int)half] ??= _start[(int)half].Again();

    private TrainingException NotFinite(string expected, double found) => new(
        $"step {step.Number + 1}, in a step that the balancing method tries out: {expected}, found {found.ToString(CultureInfo.InvariantCulture)}. " +
        "The last checkpoint stands. Lower balancing.innerRate or optimiser.learningRate, or look for extreme numbers in the data.");

    public void Dispose()
    {
        _moves.Dispose();
        foreach (var direction in _directions) direction.Dispose();
    }
}
