using System.Collections;

namespace Polytask.Models;

/// <summary>Where the outputs of all heads stand, head by head: first those of the tasks, in their order.</summary>
internal sealed class OutputColumns(TaskColumns[] heads) : IReadOnlyList<TaskColumns>
{
    private readonly int[][] _headsOf = [.. heads.Index().GroupBy(head => head.Item.Task, head => head.Index).Select(task => task.ToArray())];

    /// <inheritdoc/>
    public int Count => heads.Length;

    /// <inheritdoc/>
    public TaskColumns this[int head] => heads[head];

    /// <summary>The heads of a task, its own first.</summary>
    public IReadOnlyList<int> HeadsOf(int task) => _headsOf[task];

    /// <inheritdoc/>
    public IEnumerator<TaskColumns> GetEnumerator() => heads.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Where the outputs of a head stand: its task, what its loss counts, which bank, its place there, from which column on, and how wide task and bank are.</summary>
internal readonly record struct TaskColumns(int Task, double Share, int Bank, int Place, int Offset, int Width, int BankWidth);
