using System.Globalization;
using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Modules;
using Polytask.Numerics;

namespace Polytask.Training;

/// <summary>Shared parameters that are balanced together, and the method that does it.</summary>
internal sealed class BalanceGroup : IDisposable
{
    private readonly IReadOnlyList<string> _tasks;
    private readonly string? _layer;
    private readonly SharedNumbers _numbers;
    private readonly double[] _weights;
    private readonly Jacobian _jacobian = new();
    private float[] _direction = [];

    /// <summary>Makes the method for all shared parameters, or for one layer.</summary>
    public BalanceGroup(BalancerOptions options, ParameterStore store, IReadOnlyList<string> tasks, string? layer = null)
    {
        (_tasks, _layer, _numbers, _weights) = (tasks, layer, new SharedNumbers(store, layer), new double[tasks.Count]);
        Balancer = options.Create(new BalancingProblem(tasks, _numbers.Length));
    }

    public Balancer Balancer { get; }

    /// <summary>Begins every name of what the method remembers.</summary>
    public string Prefix => _layer is null ? "" : _layer + "/";

    /// <summary>Whether the method, and not the sum, balances a step.</summary>
    public bool Balances(BalancingStep step) => step.Count >= Balancer.FewestTasks;

    /// <summary>The weights of the step's tasks.</summary>
    public ReadOnlySpan<double> Weigh(BalancingStep step)
    {
        var weights = _weights.AsSpan(0, step.Count);
        weights.Fill(1);
        if (Balances(step)) ((Weighting)Balancer).Weigh(step, weights);
        return weights;
    }

    /// <summary>Adds the balanced gradient of its parameters.</summary>
    /// <param name="passes">The tasks' gradients in every pass of the step; those of the last are weighted.</param>
    /// <param name="step">The step.</param>
    /// <param name="recorder">Writes the step down, where that is wanted.</param>
    public void Accumulate(IReadOnlyList<TaskGradients> passes, BalancingStep step, BalanceRecorder? recorder = null)
    {
        LayerGradients[][] layers = [.. passes.Select(pass => pass.Layers.Where(layer => _layer is null || layer.Layer == _layer).ToArray())];
        var combines = Balancer is JacobianBalancer && Balances(step);
        if (recorder is { Records: true } && (combines || !Balancer.Needs.HasFlag(Needs.Gramian))) recorder.Add(layers[^1], layers[^1]);
        if (combines)
        {
            Combine((JacobianBalancer)Balancer, layers[^1], step);
            return;
        }
        if (Balancer.Needs.HasFlag(Needs.Gramian))
        {
            Gramian(layers[^1], layers[^1], step.Gramian, step);
            recorder?.Add(step.Gramian);
        }
        if (Balancer.Needs.HasFlag(Needs.CrossGramian)) Gramian(layers[0], layers[1], step.CrossGramian, step);
        var weights = Weigh(step);
        recorder?.Add(weights);
        foreach (var layer in layers[^1]) layer.Accumulate(weights);
    }

    /// <summary>The direction of a method that combines the rows of a Jacobian.</summary>
    public ReadOnlySpan<float> Combine(JacobianBalancer balancer, Jacobian jacobian, BalancingStep step)
    {
        for (var i = 0; i < step.Count; i++)
            if (!RowMath.AreFinite(jacobian[i])) throw NotFinite(step, i, jacobian[i].ToArray().First(number => !float.IsFinite(number)));
        if (_direction.Length < jacobian.Width) _direction = new float[jacobian.Width];
        var direction = _direction.AsSpan(0, jacobian.Width);
        balancer.Combine(step, jacobian, direction);
        return direction;
    }

    /// <summary>Refuses a Gramian with a number that is not finite.</summary>
    public void Check(SquareMatrix gramian, BalancingStep step)
    {
        for (var i = 0; i < step.Count; i++)
            for (var j = 0; j < step.Count; j++)
                if (!double.IsFinite(gramian[i, j])) throw NotFinite(step, double.IsFinite(gramian[i, i]) ? j : i, gramian[i, j]);
    }

    private void Combine(JacobianBalancer balancer, LayerGradients[] layers, BalancingStep step)
    {
        var segments = new List<Segment>();
        foreach (var layer in layers) layer.AddSegments(_numbers, segments);
        _jacobian.Reset(step.Count, segments);
        var column = 0;
        foreach (var layer in layers) column = layer.Fill(_jacobian, column);
        var direction = Combine(balancer, _jacobian, step);
        column = 0;
        foreach (var layer in layers) column = layer.Scatter(direction, column);
    }

    private void Gramian(LayerGradients[] layers, LayerGradients[] others, SquareMatrix gramian, BalancingStep step)
    {
        gramian.Reset(step.Count);
        for (var i = 0; i < layers.Length; i++) layers[i].AddGramian(others[i], gramian);
        Check(gramian, step);
    }

    private TrainingException NotFinite(BalancingStep step, int index, double number) => new(
        $"step {step.Number + 1}, task '{_tasks[step.Tasks[index]]}': expected finite gradients, found {number.ToString(CultureInfo.InvariantCulture)}. " +
        "The last checkpoint stands. Lower optimiser.learningRate, set training.clipNorm, or look for extreme numbers in the data.");

    public void Dispose()
    {
        (Balancer as IDisposable)?.Dispose();
        _jacobian.Dispose();
    }
}
