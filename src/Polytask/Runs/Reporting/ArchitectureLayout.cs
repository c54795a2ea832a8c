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
    private const double Page = 1024, Gutter = 92, Gap = 34, LineGap = 22, Header = 30, Widest = 196, Between = 16, Cards = 6;
    private readonly Dictionary<ArchitectureBox, Spot> _spots = new(ReferenceEqualityComparer.Instance);
    private readonly ArchitectureRows _rows;
    private readonly double _column;
    private readonly int _middle;

    public ArchitectureLayout(ArchitectureRows rows)
    {
        _rows = rows;
        // A box that all tasks have stands beside those of single tasks: it needs a column of its own.
        var isMixed = rows.Rows.Any(row => row.Any(box => box.IsForAll) && row.Any(IsNarrow));
        _middle = isMixed ? (rows.Columns + 1) / 2 : int.MaxValue;
        var columns = rows.Columns + (isMixed ? 1 : 0);
        _column = Math.Min(Widest, (Page - Gutter) / columns);
        Width = Gutter + columns * _column + Cards;
        var y = Header;
        foreach (var row in rows.Rows.Reverse())
        {
            // From the top down: single tasks beside what all share, then groups of tasks.
            ArchitectureBox[][] lines = [[.. row.Where(box => box.IsForAll || IsNarrow(box))], [.. row.Where(box => !box.IsForAll && !IsNarrow(box))]];
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                foreach (var box in line) _spots[box] = Place(box, y, isAlone: line.Length == 1);
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

    private Spot Place(ArchitectureBox box, double y, bool isAlone)
    {
        var (from, to) = box.IsForAll
            ? isAlone ? (Gutter, Width - Cards) : (Gutter + _middle * _column, Gutter + (_middle + 1) * _column)
            : (Left(box.Columns[0]), Left(box.Columns[^1]) + _column);
        return new Spot(from + Between / 2, y, to - from - Between);
    }

    private double Left(int column) => Gutter + (column < _middle ? column : column + 1) * _column;
}
