using Polytask.Modules;
using TorchSharp;

namespace Polytask.Models;

/// <summary>All that tasks take from each other, from what the heads put out to the tasks' outputs and back.</summary>
internal sealed class TaskLinks
{
    private readonly TaskGraph _graph;
    private readonly IReadOnlyList<(int Task, TaskLink Link)> _links;

    /// <summary>Adds the parameters of heads that read others to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="graph">Who takes what.</param>
    /// <param name="widths">Numbers per row of each task's representation.</param>
    public TaskLinks(ParameterStore store, TaskGraph graph, IReadOnlyList<int> widths)
    {
        _graph = graph;
        var links = new List<(int, TaskLink)>();
        foreach (var task in graph.Order)
        {
            // What the head reads is in its own probability, which the condition's is a factor of.
            if (graph.From(task).Count > 0) links.Add((task, new TaskInputs(store, graph, task, widths[task])));
            if (graph.Given(task) is { } given) links.Add((task, new TaskCondition(task, given)));
            if (graph.Before(task) is { Count: > 0 } before) store.Describe($"heads.{graph.Tasks[task].Name}", after: [.. before.Select(other => graph.Tasks[other].Name)]);
        }
        _links = links;
    }

    /// <summary>Makes the outputs of tasks of what their heads put out.</summary>
    public void Forward(TaskOutputs outputs, ReadOnlySpan<bool> tasks, Pass pass)
    {
        foreach (var (task, link) in _links)
            if (tasks[task]) link.Forward(outputs, pass);
    }

    /// <summary>The cotangents of what the heads put out, from those of the outputs: a head learns from all tasks that take its predictions.</summary>
    public TaskOutputs Pullback(TaskOutputs cotangents, Pass pass)
    {
        if (!_graph.Couples) return cotangents;
        var pulled = cotangents.Copy();
        foreach (var (_, link) in _links.Reverse()) link.Pullback(pulled, pass);
        return pulled;
    }

    /// <summary>Leaves the gradients of what a task's head reads of others in the pass's sink.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cotangent">Gives the cotangent of what a head puts out, [batch, outputs], or a stack of several tasks'.</param>
    /// <param name="pass">The pass.</param>
    public void LeaveGradients(int task, Func<int, torch.Tensor> cotangent, Pass pass)
    {
        foreach (var (_, link) in _links.Where(link => link.Task == task)) link.LeaveGradients(cotangent(task), pass);
    }
}
