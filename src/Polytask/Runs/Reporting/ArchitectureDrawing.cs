namespace Polytask.Runs.Reporting;

/// <summary>A drawing of the model as it was built, from the inputs at the bottom to the heads at the top, made of the names of its parts and what they say of themselves.</summary>
internal static class ArchitectureDrawing
{
    private const double LetterWidth = 7.2;

    public static Markup Write(IReadOnlyList<string> tasks, IReadOnlyList<ModelPart> parts)
    {
        var html = new Html();
        if (tasks.Count == 0) return html.ToMarkup();
        var rows = new ArchitectureRows(tasks, parts);
        var layout = new ArchitectureLayout(rows);
        html.Add($"""
            <div class="scroll"><svg xmlns="http://www.w3.org/2000/svg" class="architecture" role="img" aria-labelledby="architecture-title architecture-words" viewBox="0 0 {layout.Width:0.#} {layout.Height:0.#}" width="{layout.Width:0.#}" height="{layout.Height:0.#}">
            <title id="architecture-title">The model, from the inputs at the bottom to the heads at the top</title>
            <desc id="architecture-words">{string.Join(" ", rows.Rows.SelectMany(row => row).Select(box => Words(rows, box)))}</desc>
            {Html.Each(ArchitectureLines.Of(rows), (h, line) => WriteLine(h, rows, layout, line.From, line.To))}
            {Html.Each(rows.Rows.SelectMany(row => row), (h, box) => WriteBox(h, rows, layout, box))}
            {Html.Each(rows.Rows, (h, row) => WritePlace(h, layout, row))}
            {Html.Each(Enumerable.Range(0, rows.Columns), (h, column) => h.Add($"""
                <text class="for" style="--of: {rows.Colour([column])}" x="{layout.Middle(column):0.#}" y="18">{Fit(rows.Name(column), layout[rows.Rows[^1][0]].Width)}</text>
                """))}
            </svg></div>
            <p class="note">{Legend(rows)}</p>
            """);
        return html.ToMarkup();
    }

    private static void WriteLine(Html html, ArchitectureRows rows, ArchitectureLayout layout, ArchitectureBox from, ArchitectureBox to)
    {
        var (below, above) = (layout[from], layout[to]);
        IReadOnlyList<int> reader = to.Columns.Count == 1 ? to.Columns : from.Columns;
        if (below.Y <= above.Y)
        {
            html.Add($"""
                <path class="across" style="--of: {rows.Colour(reader)}" d="{(below.Y == above.Y ? Over(below, above) : Aside(below, above))}"/>
                """);
            return;
        }
        // Upright in the middle of the narrower one where the wider one lies over it; otherwise from middle to middle.
        var (x, end) = (below.Middle, above.Middle);
        if (below.Covers(end)) x = end;
        else if (above.Covers(x)) end = x;
        var half = (below.Y + above.Bottom) / 2;
        html.Add($"""
            <path style="--of: {rows.Colour(reader)}" d="M{x:0.#} {below.Y:0.#}C{x:0.#} {half:0.#} {end:0.#} {half:0.#} {end:0.#} {above.Bottom:0.#}"/>
            """);
    }

    /// <summary>From box to box of a row, in an arc over those between them.</summary>
    private static string Over(Spot from, Spot to)
    {
        var top = from.Y - ArchitectureLayout.Arc;
        return FormattableString.Invariant($"M{from.Middle:0.#} {from.Y:0.#}C{from.Middle:0.#} {top:0.#} {to.Middle:0.#} {top:0.#} {to.Middle:0.#} {to.Y:0.#}");
    }

    /// <summary>From the side of a box to that of one in a lower row.</summary>
    private static string Aside(Spot from, Spot to)
    {
        var (x, end) = from.X < to.X ? (from.X + from.Width, to.X) : (from.X, to.X + to.Width);
        var (y, bottom, half) = (from.Y + Spot.Height / 2, to.Y + Spot.Height / 2, (x + end) / 2);
        return FormattableString.Invariant($"M{x:0.#} {y:0.#}C{half:0.#} {y:0.#} {half:0.#} {bottom:0.#} {end:0.#} {bottom:0.#}");
    }

    private static void WriteBox(Html html, ArchitectureRows rows, ArchitectureLayout layout, ArchitectureBox box)
    {
        var spot = layout[box];
        var kind = box.IsFrozen ? "frozen" : box.IsOwn ? "own" : box.Columns.Count == 1 ? "named" : "shared";
        html.Add($"""
            <g class="{kind}" style="--of: {rows.Colour(box.Columns)}"><title>{Words(rows, box)}</title>
            {Html.Each(Enumerable.Range(0, box.Count > 1 ? 3 : 1).Reverse(), (h, card) => h.Add($"""
                <rect x="{spot.X + 4 * card:0.#}" y="{spot.Y - 4 * card:0.#}" width="{spot.Width:0.#}" height="{Spot.Height:0.#}" rx="7"/>
                """))}
            <text class="name" x="{spot.Middle:0.#}" y="{spot.Y + 19:0.#}">{Fit(box.Title + (box.Count > 1 ? $" × {Figures.Count(box.Count)}" : ""), spot.Width)}</text>
            <text x="{spot.Middle:0.#}" y="{spot.Y + 34:0.#}">{Fit(box.Shape, spot.Width)}</text>
            <text class="quiet" x="{spot.Middle:0.#}" y="{spot.Y + 49:0.#}">{Fit(Size(box), spot.Width)}</text>
            </g>
            """);
    }

    private static void WritePlace(Html html, ArchitectureLayout layout, IReadOnlyList<ArchitectureBox> row)
    {
        if (row[0].Place != row[0].Title) html.Add($"""<text class="quiet place" x="{row.Min(box => layout[box].X) - 12:0.#}" y="{row.Min(box => layout[box].Y) + 33:0.#}">{Fit(row[0].Place, 84)}</text>""");
    }

    private static string Size(ArchitectureBox box) =>
        Figures.Count(box.Parameters) + Further(box.Beside, "wide") + Further(box.First, "head");

    private static string Further(IReadOnlyList<ModelPart> parts, string what) => parts.Count > 0 ? $" + {Figures.Count(parts.Sum(part => part.Parameters))} {what}" : "";

    /// <summary>A box in words.</summary>
    private static string Words(ArchitectureRows rows, ArchitectureBox box)
    {
        var whose = box.IsForAll ? "all tasks" : string.Join(" + ", box.Columns.Select(column => rows.Name(column)));
        var trained = box.IsFrozen ? ", which nothing trains" : box.IsOwn || box.Columns.Count != 1 ? "" : ", which other tasks train too";
        var beside = box.Beside.Count > 0 ? $" and {Figures.Count(box.Beside.Sum(part => part.Parameters))} from the inputs straight to it" : "";
        var first = box.First.Count > 0 ? $" and {Figures.Count(box.First.Sum(part => part.Parameters))} to predict of it in training" : "";
        var after = box.After.Count > 0 ? $" after {string.Join(" + ", box.After)}" : "";
        return $"{box.Place}{(box.Role.Length > 0 ? " " + box.Role : "")}{(box.Count > 1 ? $" × {Figures.Count(box.Count)}" : "")} of {whose}{after}{trained}: {box.Shape}, {Figures.Count(box.Parameters)} parameters{beside}{first}.";
    }

    private static string Legend(ArchitectureRows rows)
    {
        var boxes = rows.Rows.SelectMany(row => row).ToArray();
        var words = new List<string> { "From the inputs at the bottom to the heads at the top; lines lead to what takes up a box's numbers, in the colour of the task for which it does." };
        if (boxes.Any(box => box.After.Count > 0)) words.Add("A line from one task's box to that of another: that task takes up what the first one has.");
        if (boxes.Any(box => box.IsForAll || box.Columns.Count > 1)) words.Add("Grey: all tasks train it, or all that it stands below.");
        if (boxes.Any(box => box.IsOwn)) words.Add("In a task's colour: that task alone trains it.");
        if (boxes.Any(box => box is { IsOwn: false, IsFrozen: false, Columns.Count: 1 })) words.Add("Dashed: on a task's path, but other tasks train it too.");
        if (boxes.Any(box => box.IsFrozen)) words.Add("Dotted: nothing trains it.");
        if (boxes.Any(box => box.Beside.Count > 0)) words.Add("Wide: weights of single features, which lead straight to a head.");
        if (boxes.Any(box => box.First.Count > 0)) words.Add("Head: in training the task predicts of the box's maps already.");
        return string.Join(" ", words);
    }

    /// <summary>As much of a text as there is room for.</summary>
    private static string Fit(string text, double width) =>
        text.Length * LetterWidth <= width ? text : text[..Math.Max(1, (int)(width / LetterWidth) - 1)] + "…";
}
