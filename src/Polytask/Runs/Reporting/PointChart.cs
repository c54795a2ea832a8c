namespace Polytask.Runs.Reporting;

/// <summary>A point.</summary>
/// <param name="Label">What stands beside it.</param>
/// <param name="X">Its place on the horizontal axis.</param>
/// <param name="Y">Its place on the vertical axis.</param>
/// <param name="InFront">Whether it is on the line that joins the best.</param>
public sealed record ChartPoint(string Label, double X, double Y, bool InFront);

/// <summary>Points in a plane.</summary>
/// <param name="Points">The points.</param>
public sealed record PointChart(IReadOnlyList<ChartPoint> Points);
