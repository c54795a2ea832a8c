using System.Numerics;
using Polytask.Runs;

namespace Polytask.Comparison;

/// <summary>
/// Divides tasks into groups that are to share, so that each task is with those that do it good: the sum over the tasks of the mean affinity of the others in its group is
/// greatest. A task by itself counts 0, neither helped nor hurt.
/// </summary>
/// <remarks>
/// The objective of Fifty, Amid, Zhao, Yu, Anil, Finn, Efficiently Identifying Task Groupings for Multi-Task Learning, NeurIPS 2021, for groups that do not overlap. Exact for
/// few tasks, by going through all subsets; for many, groups are joined and tasks moved as long as that makes it better, which need not find the best.
/// </remarks>
public static class TaskGrouping
{
    /// <summary>The most tasks for which the result is exact.</summary>
    public const int MostExact = 12;

    // Sums of the same numbers in another order differ by less.
    private const double Rounding = 1e-12;

    /// <summary>The best groups.</summary>
    /// <param name="affinity">A row for each task, what it does for the task of each column; what is not finite counts 0.</param>
    /// <param name="most">The most groups.</param>
    /// <returns>The groups, each in rising order, by their first tasks.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Best(IReadOnlyList<IReadOnlyList<double>> affinity, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var groups = affinity.Count <= MostExact ? Exact(affinity, most) : Improved(affinity, most);
        return [.. groups.Select(group => (IReadOnlyList<int>)[.. group.Order()]).OrderBy(group => group[0])];
    }

    /// <summary>The best groups by the affinity of tasks.</summary>
    /// <param name="affinity">The affinity.</param>
    /// <param name="most">The most groups.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Best(TaskAffinity affinity, int most) =>
        [.. Best(affinity.Affinities, most).Select(group => (IReadOnlyList<string>)[.. group.Select(task => affinity.Tasks[task])])];

    /// <summary>Groups in which some tasks are by themselves.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Apart(IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyCollection<string> tasks) =>
        [.. groups.Select(group => group.Except(tasks).ToArray()).Where(group => group.Length > 0), .. tasks.Select(task => new[] { task })];

    /// <summary>What groups are worth.</summary>
    public static double Value(IReadOnlyList<IReadOnlyList<double>> affinity, IEnumerable<IReadOnlyCollection<int>> groups) => groups.Sum(group => Value(affinity, group));

    private static double Value(IReadOnlyList<IReadOnlyList<double>> affinity, IReadOnlyCollection<int> group) => group.Count < 2 ? 0
        : group.Sum(task => group.Sum(other => other == task || !double.IsFinite(affinity[other][task]) ? 0 : affinity[other][task])) / (group.Count - 1);

    /// <summary>The best for every subset of the tasks and every number of groups, from smaller ones: the group of a subset's first task, and the best of the rest.</summary>
    private static List<List<int>> Exact(IReadOnlyList<IReadOnlyList<double>> affinity, int most)
    {
        var (count, all) = (Math.Min(most, affinity.Count), (1 << affinity.Count) - 1);
        double[] values = [.. Enumerable.Range(0, all + 1).Select(set => Value(affinity, Members(set)))];
        var best = new (double Value, int Group)[count + 1, all + 1];
        for (var set = 1; set <= all; set++)
            for (var groups = 0; groups <= count; groups++) best[groups, set] = (double.NegativeInfinity, 0);
        for (var groups = 1; groups <= count; groups++)
            for (var set = 1; set <= all; set++)
            {
                var first = set & -set;
                for (var rest = set ^ first; ; rest = (rest - 1) & (set ^ first))
                {
                    var group = first | rest;
                    var value = values[group] + best[groups - 1, set ^ group].Value;
                    if (value > best[groups, set].Value + Rounding) best[groups, set] = (value, group);
                    if (rest == 0) break;
                }
            }
        var found = new List<List<int>>();
        // Fewer groups where more are not better.
        var used = Enumerable.Range(1, count).Aggregate(1, (one, next) => best[next, all].Value > best[one, all].Value + Rounding ? next : one);
        for (var (set, groups) = (all, used); set != 0; set ^= best[groups, set].Group, groups--) found.Add(Members(best[groups, set].Group));
        return found;
    }

    private static List<int> Members(int set)
    {
        var members = new List<int>(BitOperations.PopCount((uint)set));
        for (; set != 0; set &= set - 1) members.Add(BitOperations.TrailingZeroCount(set));
        return members;
    }

    private static List<List<int>> Improved(IReadOnlyList<IReadOnlyList<double>> affinity, int most)
    {
        List<List<int>> groups = [.. Enumerable.Range(0, affinity.Count).Select(task => new List<int> { task })];
        while (true)
        {
            var (gain, one, other) = (from i in Enumerable.Range(0, groups.Count)
                                      from j in Enumerable.Range(0, i)
                                      select (Value(affinity, [.. groups[i], .. groups[j]]) - Value(affinity, groups[i]) - Value(affinity, groups[j]), j, i)).MaxBy(pair => pair.Item1);
            if (groups.Count == 1 || (groups.Count <= most && gain <= Rounding)) break;
            groups[one].AddRange(groups[other]);
            groups.RemoveAt(other);
        }
        while (Enumerable.Range(0, affinity.Count).Any(task => MoveToBetter(affinity, groups, task)))
        {
        }
        return [.. groups.Where(group => group.Count > 0)];
    }

    private static bool MoveToBetter(IReadOnlyList<IReadOnlyList<double>> affinity, List<List<int>> groups, int task)
    {
        var home = groups.First(group => group.Contains(task));
        var without = Value(affinity, [.. home.Where(one => one != task)]);
        var (gain, target) = groups.Where(group => group != home)
            .Select(group => (Value(affinity, [.. group, task]) + without - Value(affinity, group) - Value(affinity, home), group))
            .DefaultIfEmpty((0, home)).MaxBy(move => move.Item1);
        if (gain <= Rounding) return false;
        home.Remove(task);
        target.Add(task);
        return true;
    }
}
