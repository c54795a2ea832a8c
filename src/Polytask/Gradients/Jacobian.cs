using Polytask.Native;

namespace Polytask.Gradients;

/// <summary>Numbers of the shared parameters that lie side by side.</summary>
/// <param name="Start">Where they begin in a row of the Jacobian.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Offset">Where they begin among all numbers of the shared parameters.</param>
public readonly record struct Segment(int Start, int Length, long Offset);

/// <summary>
/// The gradient of each task by the shared parameters, one row per task, [tasks, width]. Rows of embedding tables that the step does
/// not touch have no gradient and are left out: <see cref="Segments"/> says which numbers are there.
/// </summary>
public sealed unsafe class Jacobian : IDisposable
{
    private readonly FloatBuffer _values = new(0);

    /// <summary>The rows.</summary>
    public int Tasks { get; private set; }

    /// <summary>Numbers per row.</summary>
    public int Width { get; private set; }

    /// <summary>Which of the shared parameters' numbers the columns are.</summary>
    public IReadOnlyList<Segment> Segments { get; private set; } = [];

    /// <summary>The gradient of one task, [width].</summary>
    public Span<float> this[int task] => _values.Slice((long)task * Width, Width);

    /// <summary>All rows, one after another.</summary>
    public float* Values => _values.Pointer;

    /// <summary>Changes the shape; what the numbers are is not defined until they are written.</summary>
    public void Reset(int tasks, IReadOnlyList<Segment> segments)
    {
        (Tasks, Segments, Width) = (tasks, segments, segments.Sum(segment => segment.Length));
        _values.Grow((long)tasks * Width);
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
