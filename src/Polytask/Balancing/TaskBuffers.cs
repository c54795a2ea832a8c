using Polytask.Gradients;
using Polytask.Native;

namespace Polytask.Balancing;

/// <summary>
/// Numbers that a method remembers of every shared parameter, for each of some lines: one per task, as a rule. All are 0 at first. A step reads and
/// writes those of its own segments; rows of tables that it does not touch keep theirs.
/// </summary>
/// <param name="problem">The model.</param>
/// <param name="names">The lines' names.</param>
internal sealed class TaskBuffers(BalancingProblem problem, IEnumerable<string> names) : IDisposable
{
    private readonly (string Name, FloatBuffer Buffer)[] _buffers = [.. names.Select(name => (name, new FloatBuffer(problem.SharedParameters)))];

    /// <summary>One line per task: "momentum.0", "momentum.1" and so on.</summary>
    public static TaskBuffers PerTask(BalancingProblem problem, string name) => new(problem, Enumerable.Range(0, problem.Tasks.Count).Select(task => $"{name}.{task}"));

    /// <summary>All lines, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> All => _buffers;

    /// <summary>The numbers of a line in a segment.</summary>
    public Span<float> this[int line, Segment segment] => _buffers[line].Buffer.Slice(segment.Offset, segment.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, buffer) in _buffers) buffer.Dispose();
    }
}
