using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Tasks in categories: those that are listed, and one of all tasks that no category names.</summary>
internal sealed class TaskCategories
{
    private readonly IReadOnlyList<string>[] _categories;

    public TaskCategories(IReadOnlyList<string> tasks, IReadOnlyList<IReadOnlyList<string>> listed)
    {
        var rest = tasks.Except(listed.SelectMany(category => category), StringComparer.Ordinal);
        _categories = [.. listed.Append([.. rest]).Select(category => category.Intersect(tasks, StringComparer.Ordinal).ToArray()).Where(category => category.Length > 0)];
        OfTask = [.. tasks.Select(task => Array.FindIndex(_categories, category => category.Contains(task)))];
    }

    /// <summary>How many there are.</summary>
    public int Count => _categories.Length;

    /// <summary>The category of every task.</summary>
    public IReadOnlyList<int> OfTask { get; }

    /// <summary>Who owns what only the tasks of a category read: all tasks, or the one that there is.</summary>
    public string Owner(int category) => _categories[category] is [var only] ? only : ParameterStore.Shared;

    /// <summary>Has a store know whose the parts of each category are.</summary>
    public void Describe(ParameterStore store)
    {
        for (var category = 0; category < Count; category++) store.Describe(Suffix(category), tasks: _categories[category]);
    }

    /// <summary>Ends the names of what is for a category.</summary>
    public static string Suffix(int category) => $"groups.{category + 1}";

    /// <summary>So many experts for each category.</summary>
    /// <param name="count">How many.</param>
    /// <param name="readByAll">Whether other tasks read them too.</param>
    public IEnumerable<ExpertGroup> Experts(int count, bool readByAll) => _categories.Select((category, index) =>
        new ExpertGroup(string.Join('+', category), Suffix(index), readByAll ? ParameterStore.Shared : Owner(index), count));
}
