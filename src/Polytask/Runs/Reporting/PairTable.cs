namespace Polytask.Runs.Reporting;

/// <summary>A cell of a table of pairs of tasks.</summary>
/// <param name="Value">What it is; its sign and size make the colour.</param>
/// <param name="Text">How it is written.</param>
/// <param name="Title">What a pointer over it says.</param>
internal sealed record PairCell(double Value, string Text, string Title = "");

/// <summary>A table with a row and a column for each task, coloured by sign and size.</summary>
internal static class PairTable
{
    /// <summary>As many tasks as people can look at.</summary>
    private const int Most = 50;

    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">Its title.</param>
    /// <param name="note">How to read it.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cell">The cell of a row and a column; <c>null</c> where there is none.</param>
    /// <param name="most">The size that has the full colour.</param>
    public static void Write(Html html, string title, string note, IReadOnlyList<string> tasks, Func<int, int, PairCell?> cell, double most = 1)
    {
        string[] shown = [.. tasks.Take(Most)];
        html.Add($"""
            <div class="matrix"><h3>{title}</h3>
            <p class="note">{note}{(shown.Length < tasks.Count ? $" The first {Most} of {Figures.Count(tasks.Count)} tasks." : "")}</p>
            <div class="scroll"><table class="confusion">
            <thead><tr><th></th>{Html.Each(shown, (h, task) => h.Add($"""<th scope="col">{task}</th>"""))}</tr></thead>
            <tbody>{Html.Each(shown.Index(), (h, row) => h.Add($"""
                <tr><th scope="row">{row.Item}</th>{Html.Each(shown.Index(), (c, column) => WriteCell(c, row.Index, column.Index, cell, most))}</tr>
                """))}</tbody>
            </table></div></div>
            """);
    }

    private static void WriteCell(Html html, int row, int column, Func<int, int, PairCell?> cell, double most)
    {
        if (row == column || cell(row, column) is not { } pair) html.Add($"<td>{(row == column ? "" : "–")}</td>");
        else html.Add($"""<td class="{(pair.Value < 0 ? "wrong" : "right")}" style="--share:{Figures.Css(Math.Clamp(Math.Abs(pair.Value) / most, 0, 1))}" title="{pair.Title}">{pair.Text}</td>""");
    }
}
