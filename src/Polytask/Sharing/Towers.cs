using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The names of the parameters of towers, each of a task.</summary>
internal static class Towers
{
    /// <summary>The parameters of a stage of the towers, named <c>trunk.STAGE.towers.TASK</c>.</summary>
    public static IReadOnlyList<StackMember> Members(int stage, IReadOnlyList<string> tasks, Func<string, string> owner) =>
        [.. tasks.Select(task => new StackMember($"trunk.{stage}{Mark(task)}", owner(task), 1))];

    /// <summary>The parameters of the towers in groups: those in the same place, in the order of the tasks.</summary>
    public static IReadOnlyList<IReadOnlyList<Parameter>> SamePlaces(ParameterStore store, IReadOnlyList<string> tasks)
    {
        var named = store.Dense.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var first = $"{Mark(tasks[0])}.";
        return
        [
            .. store.Dense.Where(parameter => parameter.Name.Contains(first, StringComparison.Ordinal))
                .Select(parameter => tasks.Select(task => named[parameter.Name.Replace(first, $"{Mark(task)}.", StringComparison.Ordinal)]).ToArray()),
        ];
    }

    private static string Mark(string task) => $".towers.{task}";
}
