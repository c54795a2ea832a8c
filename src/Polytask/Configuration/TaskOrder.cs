using Polytask.Catalog;
using Polytask.LinearModels;
using Polytask.Tasks;

namespace Polytask.Configuration;

/// <summary>Whether what tasks take from each other, by <c>given</c> and <c>from</c>, can be.</summary>
internal static class TaskOrder
{
    /// <summary>What is wrong with it. Names that are no tasks are not its matter.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(IReadOnlyDictionary<string, TaskOptions> tasks, LinearOptions? linear)
    {
        foreach (var (name, task) in tasks)
        {
            foreach (var problem in Own(task)) yield return ($"tasks.{name}.{problem.Key}", problem.Message);
            foreach (var (key, other) in Taken(task).Where(taken => tasks.ContainsKey(taken.Task)))
            {
                var path = $"tasks.{name}.{key}";
                if (linear is not null) yield return (path, "expected nothing, because linear models of tasks do not know each other's predictions. Remove it, or remove 'linear'.");
                if (tasks[other].ForEach is { } column) yield return (path, $"'{other}' is a task for each '{column}': expected one task. Name another one, or take it out.");
            }
            if (task.Condition is { } given && tasks.TryGetValue(given, out var condition) && !condition.IsYesOrNo)
                yield return ($"tasks.{name}.given", $"expected a task of yes or no, whose probability is a factor of this one's, found '{given}' of kind {Kinds.Of(condition.GetType()).Name}. Name a task of kind binary, or take it out.");
            if (Circle(tasks, name) is { } circle && tasks.Keys.First(circle.Contains) == name)
                yield return ($"tasks.{name}.{Taken(task).First(taken => taken.Task == circle[1]).Key}", $"a task cannot come before itself: {string.Join(" → ", circle)}. Take one of these out.");
        }
    }

    private static IEnumerable<(string Key, string Message)> Own(TaskOptions task)
    {
        if (task.StopGradient && task.From is not { Count: > 0 }) yield return ("stopGradient", "expected tasks in from whose gradient it could stop, found none. Name some, or take it out.");
        foreach (var twice in (task.From ?? []).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return ("from", $"'{twice.Key}' stands there {twice.Count()} times. Name it once.");
    }

    private static IEnumerable<(string Key, string Task)> Taken(TaskOptions task) =>
        (task.Condition is { } given ? [("given", given)] : Array.Empty<(string, string)>()).Concat((task.From ?? []).Select(name => ("from", name)));

    /// <summary>The shortest way from a task back to itself, if there is one.</summary>
    private static List<string>? Circle(IReadOnlyDictionary<string, TaskOptions> tasks, string name)
    {
        var (ways, seen) = (new Queue<List<string>>([[name]]), new HashSet<string>());
        while (ways.TryDequeue(out var way))
            foreach (var (_, next) in tasks.TryGetValue(way[^1], out var task) ? Taken(task) : [])
                if (next == name) return [.. way, next];
                else if (seen.Add(next)) ways.Enqueue([.. way, next]);
        return null;
    }
}
