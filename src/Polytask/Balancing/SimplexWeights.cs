using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Remembered weights of all tasks that are not negative and add up to 1. Of the tasks of a step, the weights are brought to a sum of 1 while they change, and back
/// to the sum they had: the weights of the other tasks stay as they are.
/// </summary>
internal sealed class SimplexWeights
{
    private double _share;

    public SimplexWeights(int tasks)
    {
        Numbers = new double[tasks];
        Numbers.AsSpan().Fill(1.0 / tasks);
    }

    /// <summary>The weights of all tasks, for a checkpoint.</summary>
    public double[] Numbers { get; }

    /// <summary>The weights of the tasks of a step, adding up to 1; equal ones where all of them are 0.</summary>
    public void Read(ReadOnlySpan<int> tasks, Span<double> weights)
    {
        _share = 0;
        foreach (var task in tasks) _share += Numbers[task];
        for (var i = 0; i < tasks.Length; i++) weights[i] = _share > 0 ? Numbers[tasks[i]] / _share : 1.0 / tasks.Length;
    }

    /// <summary>Projects changed weights on the simplex, and remembers them.</summary>
    public void Write(ReadOnlySpan<int> tasks, Span<double> weights)
    {
        SimplexProjection.Project(weights);
        for (var i = 0; i < tasks.Length; i++) Numbers[tasks[i]] = weights[i] * _share;
    }
}
