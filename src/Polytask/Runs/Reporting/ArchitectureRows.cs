namespace Polytask.Runs.Reporting;

/// <summary>What a drawing of a model shows, from the names of its parts: columns of tasks, and rows of boxes from the inputs up.</summary>
internal sealed class ArchitectureRows
{
    private const int MostColumns = 8, ColumnsOfMany = 5;
    private const string Inputs = "inputs", Wrapper = "tasks", InitialHeads = "initial_heads";
    private readonly IReadOnlyList<string> _tasks;
    private readonly IReadOnlyList<int> _numbers;

    public ArchitectureRows(IReadOnlyList<string> tasks, IReadOnlyList<ModelPart> parts)
    {
        // Tasks of a group stand side by side: groups split on the way up, so that the order of the widest ones holds for all.
        var groups = parts.Where(part => part.Tasks is not null).Select(part => part.Tasks!).OrderByDescending(group => group.Count).ToArray();
        var order = tasks.Index().OrderBy(_ => 0);
        foreach (var group in groups) order = order.ThenBy(task => group.Contains(task.Item) ? tasks.Index().First(other => group.Contains(other.Item)).Index : task.Index);
        (_tasks, _numbers) = ([.. order.Select(task => task.Item)], [.. order.Select(task => task.Index)]);
        Shown = _tasks.Count > MostColumns ? ColumnsOfMany : _tasks.Count;
        Rows = [.. Boxes(parts).GroupBy(box => (box.Place, Role: box.Role.Split(' ')[0])).Select(row => row.ToArray())];
    }

    /// <summary>How many tasks have a column of their own; all others have one together.</summary>
    private int Shown { get; }

    /// <summary>The colour of what the tasks of some columns have.</summary>
    public string Colour(IReadOnlyList<int> columns) => columns is [var column] && column < Shown ? StyleSheet.ColourOf(_numbers[column]) : "var(--neutral)";

    /// <summary>What stands above a column.</summary>
    public string Name(int column) => column < Shown ? _tasks[column] : $"{Figures.Count(_tasks.Count - Shown)} more tasks";

    /// <summary>The column of a task.</summary>
    public int Column(string task) => Math.Min(_tasks.ToList().IndexOf(task), Shown);

    /// <summary>How many columns there are.</summary>
    public int Columns => Math.Min(Shown + 1, _tasks.Count);

    /// <summary>Rows from the inputs up.</summary>
    public IReadOnlyList<IReadOnlyList<ArchitectureBox>> Rows { get; }

    private IEnumerable<ArchitectureBox> Boxes(IReadOnlyList<ModelPart> parts)
    {
        var placed = parts.Select(part => (Part: part, Of: Place(part))).ToArray();
        var (beside, first, inside) = (placed.Where(IsBeside).ToLookup(one => Key(one.Of.Columns)), placed.Where(IsFirst).Select(one => one.Part).ToArray(), placed.Where(one => !IsBeside(one) && !IsFirst(one)).ToArray());
        var boxes = inside.GroupBy(one => (one.Of.Place, one.Of.Role, Key(one.Of.Columns)))
            .Select(box => new ArchitectureBox(box.Key.Place, box.Key.Role, box.First().Of.Columns, [.. box.Select(one => one.Part)], [], [], box.Select(one => one.Of.Task).Distinct().Count())).ToArray();
        return boxes.Select(box => box with
        {
            Beside = box.Place == boxes[^1].Place ? [.. beside[Key(box.Columns)].Select(one => one.Part)] : [],
            First = [.. first.Where(part => part.Reads?.Any(box.Answers) == true)],
        });

        // A table that is no input of the trunk belongs to a head.
        static bool IsBeside((ModelPart Part, (string Place, string Role, IReadOnlyList<int> Columns, string? Task) Of) one) => ArchitectureBox.IsTable(one.Part) && one.Of.Place != Inputs;
        static bool IsFirst((ModelPart Part, (string Place, string Role, IReadOnlyList<int> Columns, string? Task) Of) one) => one.Of.Place == InitialHeads || one.Of.Role == InitialHeads;
        static string Key(IReadOnlyList<int> columns) => string.Join(' ', columns);
    }

    private (string Place, string Role, IReadOnlyList<int> Columns, string? Task) Place(ModelPart part)
    {
        var (task, name) = WithoutTask(part);
        var segments = name.Split('.');
        if (segments[0] == Wrapper && task is not null) segments = segments[1..];
        var place = segments.Length > 2 && int.TryParse(segments[1], out _) ? 2 : 1;
        // Of a table the last word is the input, of others it says which of several numbers it is.
        var role = segments.Skip(place).SkipLast(segments[0] == Inputs ? segments.Length : 1).ToArray();
        var words = 1 + Array.FindLastIndex(role, segment => int.TryParse(segment, out _));
        IReadOnlyList<int> columns = part.Tasks is { } several ? [.. several.Select(Column).Distinct().Order()] : task is null ? [] : [Column(task)];
        return (string.Join('.', segments.Take(place)), string.Join(' ', words > 2 ? [role[0], role[words - 2], role[words - 1]] : role.Take(Math.Max(words, 1))), columns, task);
    }

    /// <summary>The task whose path a part is on, and the name without it; a part that all train may be named for a task, too.</summary>
    private (string? Task, string Name) WithoutTask(ModelPart part)
    {
        var isOwn = _tasks.Contains(part.Owner);
        foreach (var task in _tasks.Where(task => !isOwn || task == part.Owner).OrderByDescending(task => task.Length))
        {
            var at = $"{part.Name}.".IndexOf($".{task}.", StringComparison.Ordinal);
            if (at > 0 && (isOwn || at + task.Length + 1 < part.Name.Length)) return (task, part.Name.Remove(at, task.Length + 1));
        }
        return (isOwn ? part.Owner : null, part.Name);
    }
}
