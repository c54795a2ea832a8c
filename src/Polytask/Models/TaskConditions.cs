using Polytask.Losses;
using Polytask.Modules;
using Polytask.Tasks;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// Tasks of yes or no that can be yes only where another is: the probability of such a task is that of the other one times what its own head says, σ(a) σ(b), for all
/// rows. Its output becomes the logit of this product, so that everything behind the heads goes on as ever.
/// </summary>
/// <remarks>Ma, Zhao, Huang, Wang, Hu, Zhu, Gai, Entire Space Multi-Task Model, SIGIR 2018.</remarks>
public sealed class TaskConditions
{
    private readonly int[] _given;
    private readonly (int Task, int Given)[] _pairs;
    private readonly object[] _slopes;

    /// <summary>Reads what the tasks are given.</summary>
    /// <param name="given">For each task the place of the one that it is given, or -1.</param>
    /// <exception cref="ConfigurationException">A task is given itself, through others or not.</exception>
    public TaskConditions(IReadOnlyList<int> given)
    {
        _given = [.. given];
        // A task's condition stands before it, for it may have one itself.
        _pairs = [.. Enumerable.Range(0, given.Count).Where(task => given[task] >= 0).OrderBy(Depth).Select(task => (task, given[task]))];
        _slopes = [.. _pairs.Select(_ => new object())];

        int Depth(int task)
        {
            var depth = 0;
            for (var at = task; given[at] >= 0; at = given[at])
                if (++depth > given.Count) throw new ConfigurationException("tasks: a task is given itself. Take one of the conditions out.");
            return depth;
        }
    }

    /// <summary>What these tasks are given.</summary>
    public static TaskConditions Of(IReadOnlyList<PredictionTask> tasks) =>
        new([.. tasks.Select(task => tasks.Select(other => other.Name).ToList().IndexOf(task.Options.Condition ?? ""))]);

    /// <summary>Whether there is any.</summary>
    public bool Any => _pairs.Length > 0;

    /// <summary>The tasks, and all that they are given.</summary>
    public bool[] With(ReadOnlySpan<bool> tasks)
    {
        var all = tasks.ToArray();
        foreach (var (task, given) in _pairs.Reverse()) all[given] |= all[task];
        return all;
    }

    /// <summary>Puts the logits of the products in the place of the heads' own.</summary>
    /// <param name="outputs">What the heads put out.</param>
    /// <param name="tasks">The tasks that were computed.</param>
    /// <param name="pass">Keeps the slopes.</param>
    public void Forward(TaskOutputs outputs, ReadOnlySpan<bool> tasks, Pass pass)
    {
        foreach (var (index, (task, given)) in _pairs.Index())
        {
            if (!tasks[task]) continue;
            var slopes = new float[2 * pass.Batch.Count];
            for (var row = 0; row < pass.Batch.Count; row++)
            {
                ref var logit = ref outputs[task, row][0];
                logit = (float)Logistic.Product(outputs[given, row][0], logit, out var toGiven, out var toOwn);
                (slopes[2 * row], slopes[2 * row + 1]) = ((float)toGiven, (float)toOwn);
            }
            pass.Save(_slopes[index], torch.tensor(slopes));
        }
    }

    /// <summary>The cotangents of what the heads put out, from those of the products: a condition's head learns from all that are given it.</summary>
    public TaskOutputs Pullback(TaskOutputs cotangents, Pass pass)
    {
        if (!Any) return cotangents;
        var pulled = cotangents.Copy();
        foreach (var (index, (task, given)) in _pairs.Index().Reverse())
        {
            if (!pass.HasSaved(_slopes[index])) continue;
            using var slopes = pass.Saved(_slopes[index]).data<float>();
            for (var row = 0; row < pass.Batch.Count; row++)
            {
                ref var cotangent = ref pulled[task, row][0];
                pulled[given, row][0] += cotangent * slopes[2 * row];
                cotangent *= slopes[2 * row + 1];
            }
        }
        return pulled;
    }
}
