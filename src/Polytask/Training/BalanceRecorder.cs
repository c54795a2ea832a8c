using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Numerics;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>Writes down, every so many steps, how the tasks stand to each other. It looks and changes nothing: without it, training is the same bit for bit.</summary>
public sealed class BalanceRecorder
{
    private const int MostByDefault = 200;
    private const int FewestByDefault = 10;
    // Cosines of all pairs, in all records of a run: of a thousand tasks, one record has as many.
    private const long MostCosines = 1_000_000;
    // A record costs up to a twentieth of a step of a small model: a fortieth is what one in two adds.
    private const int LeastStepsBetween = 2;
    private const int Digits = 6;
    private readonly IReadOnlyList<string> _tasks;
    private readonly long _every;
    private readonly long _measureEvery;
    private readonly Action<TasksBalanced> _emit;
    private readonly SquareMatrix _gramian;
    private readonly double[] _weights;
    private int _weighted;
    private bool _compared;

    /// <summary>Makes a recorder.</summary>
    /// <param name="options">How often to write, and how often to measure gradients for it.</param>
    /// <param name="tasks">The tasks' names.</param>
    /// <param name="steps">The steps of the whole run.</param>
    /// <param name="compares">Whether the balancing method compares the gradients of all pairs of tasks.</param>
    /// <param name="emit">Receives the records.</param>
    public BalanceRecorder(RegimeOptions options, IReadOnlyList<string> tasks, long steps, bool compares, Action<TasksBalanced> emit)
    {
        (_tasks, _emit, _gramian, _weights) = (tasks, emit, new SquareMatrix(tasks.Count), new double[tasks.Count]);
        var most = compares ? Math.Clamp(MostCosines / ((long)tasks.Count * tasks.Count), FewestByDefault, MostByDefault) : MostByDefault;
        _every = options.BalanceEvery ?? Math.Max(LeastStepsBetween, (steps + most - 1) / most);
        _measureEvery = options.MeasureGradients;
    }

    /// <summary>Whether the step is written down.</summary>
    internal bool Records { get; private set; }

    /// <summary>Whether the tasks' gradients are measured for it, if the method does not compare them.</summary>
    internal bool Measures { get; private set; }

    internal void Begin(BalancingStep step)
    {
        Measures = _measureEvery > 0 && step.Number % _measureEvery == 0;
        Records = Measures || (_every > 0 && step.Number % _every == 0);
        (_weighted, _compared) = (0, false);
        _gramian.Reset(step.Count);
        Array.Clear(_weights);
    }

    /// <summary>Adds the weights of a group of parameters; those of several are averaged.</summary>
    internal void Add(ReadOnlySpan<double> weights)
    {
        _weighted++;
        for (var i = 0; i < weights.Length; i++) _weights[i] += weights[i];
    }

    /// <summary>Adds the inner products of the tasks' gradients by a group of parameters.</summary>
    internal void Add(SquareMatrix gramian)
    {
        _compared = true;
        for (var i = 0; i < gramian.Size; i++)
            for (var j = 0; j < gramian.Size; j++) _gramian[i, j] += gramian[i, j];
    }

    /// <summary>Adds the inner products of the tasks' gradients in two passes of the step, or in one and the same.</summary>
    internal void Add(IReadOnlyList<LayerGradients> layers, IReadOnlyList<LayerGradients> others)
    {
        _compared = true;
        // Parts of a layer come in the same order in every pass; a layer may be missing from one.
        foreach (var layer in layers.GroupBy(part => part.Layer))
            foreach (var (part, other) in layer.Zip(others.Where(other => other.Layer == layer.Key))) part.AddGramian(other, _gramian);
    }

    /// <summary>Writes the step down.</summary>
    internal void End(BalancingStep step)
    {
        if (!Records) return;
        double[]? weights = _weighted > 0 ? [.. _weights.Take(step.Count).Select(weight => weight / _weighted)] : null;
        double[]? norms = _compared ? [.. Enumerable.Range(0, step.Count).Select(i => Math.Sqrt(Math.Max(0, _gramian[i, i])))] : null;
        if (weights?.All(double.IsFinite) == false) weights = null;
        if (norms?.All(double.IsFinite) == false) norms = null;
        _emit(new TasksBalanced(step.Epoch + 1, step.Number + 1, [.. step.Tasks.ToArray().Select(task => _tasks[task])], weights, norms, norms is null ? null : Cosines(norms)));
    }

    private double[][] Cosines(double[] norms)
    {
        double Cosine(int i, int j)
        {
            if (i == j) return 1;
            var product = norms[i] * norms[j];
            var cosine = product > 0 ? _gramian[i, j] / product : 0;
            return double.IsFinite(cosine) ? Math.Round(Math.Clamp(cosine, -1, 1), Digits) + 0.0 : 0;
        }
        return [.. norms.Select((_, i) => norms.Select((_, j) => Cosine(i, j)).ToArray())];
    }
}
