namespace Polytask.Runs.Reporting;

/// <summary>Where a box of the drawing is.</summary>
internal readonly record struct Spot(double X, double Y, double Width)
{
    public const double Height = 58;

    public double Middle => X + Width / 2;

    public double Bottom => Y + Height;

    public bool Covers(double x) => X < x && x < X + Width;
}

/// <summary>Where everything of the drawing is, in units of the page: tasks have columns, and what all share is in the middle, or as wide as all of them.</summary>
internal sealed class ArchitectureLayout
{
    /// <summary>The height of lines from box to box of a row, to the points that they bend to.</summary>
    public const double Arc = 22;

    private const double Page = 1024, Gutter = 92, Gap = 34, LineGap = 22, Header = 30, Widest = 196, Between = 16, Cards = 6;
    private readonly Dictionary<ArchitectureBox, Spot> _spots = new(ReferenceEqualityComparer.Instance);
    private readonly double _column;
    private readonly int _middle;

    public ArchitectureLayout(ArchitectureRows rows)
    {
        // A box that all tasks have stands beside those of single tasks: it needs a column of its own.
        var isMixed = rows.Rows.Any(row => row.Any(box => box.IsForAll) && row.Any(IsNarrow));
        _middle = isMixed ? (rows.Columns + 1) / 2 : int.MaxValue;
        var columns = rows.Columns + (isMixed ? 1 : 0);
        _column = Math.Min(Widest, (Page - Gutter) / columns);
        Width = Gutter + columns * _column + Cards;
        var y = Header + (rows.Rows[^1].Any(box => box.After.Count > 0) ? Arc / 2 : 0);
        foreach (var row in rows.Rows.Reverse())
        {
            foreach (var line in Lines(row))
            {
                foreach (var (box, spot) in line) _spots[box] = spot with { Y = y };
                y += Spot.Height + LineGap;
            }
            y += Gap - LineGap;
        }
        Height = y - Gap + 6;
    }

    public double Width { get; }

    public double Height { get; }

    public Spot this[ArchitectureBox box] => _spots[box];

    /// <summary>The middle of a task's column.</summary>
    public double Middle(int column) => Left(column) + _column / 2;

    private static bool IsNarrow(ArchitectureBox box) => box.Columns.Count == 1;

    /// <summary>The boxes of a row in as many lines as they need, from the top down: single tasks, what all share, groups of tasks.</summary>
    private List<List<(ArchitectureBox Box, Spot Spot)>> Lines(IReadOnlyList<ArchitectureBox> row)
    {
        var lines = new List<List<(ArchitectureBox Box, Spot Spot)>>();
        var isAlone = !row.Any(IsNarrow);
        foreach (var box in row.OrderBy(box => box.IsForAll ? 1 : box.Columns.Count))
        {
            var spot = Place(box, isAlone);
            if (lines.Find(line => line.TrueForAll(other => spot.X + spot.Width <= other.Spot.X || other.Spot.X + other.Spot.Width <= spot.X)) is { } free) free.Add((box, spot));
            else lines.Add([(box, spot)]);
        }
        return lines;
    }

    private Spot Place(ArchitectureBox box, bool isAlone)
    {
        var (from, to) = box.IsForAll
            ? isAlone ? (Gutter, Width - Cards) : (Gutter + _middle * _column, Gutter + (_middle + 1) * _column)
            : (Left(box.Columns[0]), Left(box.Columns[^1]) + _column);
        return new Spot(from + Between / 2, 0, to - from - Between);
    }

    private double Left(int column) => Gutter + (column < _middle ? column : column + 1) * _column;
}
