using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Numbers that a method remembers of every shared parameter, for each of some lines: one per task, as a rule. All are 0 at first. A step reads and
/// writes those of its own segments; rows of tables that it does not touch keep theirs.
/// </summary>
/// <param name="problem">The model.</param>
/// <param name="names">The lines' names.</param>
internal sealed class TaskBuffers(BalancingProblem problem, IEnumerable<string> names) : IDisposable
{
    /// <summary>Numbers of a line, of which those of all lines fit the cache.</summary>
    private const int Part = 2048;
    private readonly (string Name, FloatBuffer Buffer)[] _buffers = [.. names.Select(name => (name, new FloatBuffer(problem.SharedParameters)))];

    /// <summary>One line per task: "momentum.0", "momentum.1" and so on.</summary>
    public static TaskBuffers PerTask(BalancingProblem problem, string name) => new(problem, Enumerable.Range(0, problem.Tasks.Count).Select(task => $"{name}.{task}"));

    /// <summary>All lines, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> All => _buffers;

    /// <summary>The numbers of a line in a segment.</summary>
    public Span<float> this[int line, Segment segment] => _buffers[line].Buffer.Slice(segment.Offset, segment.Length);

    /// <summary>The inner products of some lines over the numbers of a step, in double precision.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="segments">The numbers.</param>
    /// <param name="products">As many rows as there are lines.</param>
    public void Multiply(ReadOnlySpan<int> lines, IReadOnlyList<Segment> segments, SquareMatrix products)
    {
        products.Reset(lines.Length);
        foreach (var segment in segments)
            for (var start = 0; start < segment.Length; start += Part)
            {
                var part = new Segment(0, Math.Min(Part, segment.Length - start), segment.Offset + start);
                for (var i = 0; i < lines.Length; i++)
                    for (var j = 0; j <= i; j++) products[i, j] += RowMath.Dot(this[lines[i], part], this[lines[j], part]);
            }
        for (var i = 0; i < lines.Length; i++)
            for (var j = 0; j < i; j++) products[j, i] = products[i, j];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, buffer) in _buffers) buffer.Dispose();
    }
}
