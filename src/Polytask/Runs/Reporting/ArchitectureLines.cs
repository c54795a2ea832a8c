namespace Polytask.Runs.Reporting;

/// <summary>Which box takes up what which other one puts out.</summary>
internal static class ArchitectureLines
{
    /// <summary>All lines, from the box below to the one above, or from one task's box to another's beside it.</summary>
    public static IEnumerable<(ArchitectureBox From, ArchitectureBox To)> Of(ArchitectureRows drawn)
    {
        var rows = drawn.Rows;
        for (var row = 0; row < rows.Count; row++)
            foreach (var box in rows[row])
            {
                var below = rows.Take(row).Reverse();
                foreach (var from in box.Reads is { } names ? Named(names, below) : Straight(box, below)) yield return (from, box);
                foreach (var column in box.After.Select(drawn.Column).Distinct())
                    if (Own(column, rows.Where(other => other[0].Place == box.Place).Reverse().Concat(below)) is { } from && from != box) yield return (from, box);
            }
    }

    /// <summary>What a task has for itself in the first of the rows in which it has something.</summary>
    private static ArchitectureBox? Own(int column, IEnumerable<IReadOnlyList<ArchitectureBox>> rows) =>
        rows.Select(row => row.FirstOrDefault(box => box.Columns is [var its] && its == column)).FirstOrDefault(box => box is not null);

    /// <summary>Boxes that are read under their names: those that themselves read others so are gates beside it.</summary>
    private static IEnumerable<ArchitectureBox> Named(IReadOnlyList<string> names, IEnumerable<IReadOnlyList<ArchitectureBox>> below) =>
        below.Where(row => row[0].Reads is null).Select(row => row.Where(box => names.Any(box.Answers))).FirstOrDefault(row => row.Any()) ?? [];

    /// <summary>What the tasks of a box have next below it, and where these are gates, those beside them too.</summary>
    private static IEnumerable<ArchitectureBox> Straight(ArchitectureBox box, IEnumerable<IReadOnlyList<ArchitectureBox>> below)
    {
        var found = false;
        foreach (var row in below)
        {
            var isGates = row[0].Reads is not null;
            if (found && !isGates) yield break;
            foreach (var one in Of(box, row))
            {
                found = true;
                yield return one;
            }
            if (found && !isGates) yield break;
        }
    }

    private static IEnumerable<ArchitectureBox> Of(ArchitectureBox box, IReadOnlyList<ArchitectureBox> row)
    {
        if (box.IsForAll) return row.Where(other => other.IsForAll) is var shared && shared.Any() ? shared : row;
        var touching = row.Where(other => other.Columns.Intersect(box.Columns).Any()).OrderBy(other => other.Columns.Count).ToArray();
        if (touching.Length == 0) return row.Where(other => other.IsForAll);
        return touching.Where(other => other.Columns.Count == touching[0].Columns.Count || box.Columns.Count > 1);
    }
}
