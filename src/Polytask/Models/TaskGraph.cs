using Polytask.Tasks;

namespace Polytask.Models;

/// <summary>
/// Which tasks take what others predict: the one that a task is given, whose probability becomes a factor of its own, and those that its head reads. It has no circles, so that
/// there is an order in which every task stands behind all that it takes.
/// </summary>
public sealed class TaskGraph
{
    private readonly Node[] _nodes;

    /// <summary>Reads it from the tasks' options.</summary>
    /// <exception cref="ConfigurationException">A task takes its own prediction, through others or not, or that of a task that is not there or labels every pixel.</exception>
    public TaskGraph(IReadOnlyList<PredictionTask> tasks)
    {
        Tasks = tasks;
        var places = tasks.Index().ToDictionary(task => task.Item.Name, task => task.Index);
        _nodes = [.. tasks.Select(task => new Node(task.Options.Condition is { } given ? Place(task, given) : null, [.. (task.Options.From ?? []).Select(name => Place(task, name))], task.Options.StopGradient))];
        Order = InOrder();
        Reached = _nodes.SelectMany(node => node.Trained).Select(task => tasks[task].Name).ToHashSet();

        int Place(PredictionTask task, string name)
        {
            if (!places.TryGetValue(name, out var place)) throw new ConfigurationException($"tasks.{task.Name}: there is no '{name}' in tasks. Name a task, or take it out.");
            return (task.Head.Outputs.Places, tasks[place].Head.Outputs.Places) is (1, 1) ? place
                : throw new ConfigurationException($"tasks.{task.Name}: a task that labels every pixel neither takes from others nor gives to them, found '{name}'. Take it out.");
        }
    }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<PredictionTask> Tasks { get; }

    /// <summary>The places of the tasks, each behind those that it takes.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>Whether the loss of any task trains what another one has for itself.</summary>
    public bool Couples => Reached.Count > 0;

    /// <summary>The tasks for which the loss of another one trains what they have for themselves.</summary>
    public IReadOnlySet<string> Reached { get; }

    /// <summary>The task that a task is given, if any.</summary>
    public int? Given(int task) => _nodes[task].Given;

    /// <summary>The tasks that a task's head reads.</summary>
    public IReadOnlyList<int> From(int task) => _nodes[task].From;

    /// <summary>All tasks whose predictions a task takes.</summary>
    public IReadOnlyList<int> Before(int task) => [.. _nodes[task].Taken];

    /// <summary>Tasks, and all whose predictions they need.</summary>
    public bool[] With(ReadOnlySpan<bool> tasks) => Closed(tasks, node => node.Taken);

    /// <summary>Tasks, and all that their losses train.</summary>
    public bool[] Trained(ReadOnlySpan<bool> tasks) => Closed(tasks, node => node.Trained);

    private bool[] Closed(ReadOnlySpan<bool> tasks, Func<Node, IEnumerable<int>> next)
    {
        var all = tasks.ToArray();
        foreach (var task in Order.Reverse())
            foreach (var other in next(_nodes[task])) all[other] |= all[task];
        return all;
    }

    private List<int> InOrder()
    {
        var (order, placed) = (new List<int>(), new bool[_nodes.Length]);
        while (order.Count < _nodes.Length)
        {
            int[] next = [.. Enumerable.Range(0, _nodes.Length).Where(task => !placed[task] && _nodes[task].Taken.All(other => placed[other]))];
            if (next.Length == 0) throw new ConfigurationException("tasks: a task comes before itself, in given or in from. Take one of these out.");
            foreach (var task in next) placed[task] = true;
            order.AddRange(next);
        }
        return order;
    }

    private sealed record Node(int? Given, IReadOnlyList<int> From, bool Stops)
    {
        public IEnumerable<int> Taken => Given is { } given ? From.Append(given) : From;

        public IEnumerable<int> Trained => Stops ? Given is { } given ? [given] : [] : Taken;
    }
}
