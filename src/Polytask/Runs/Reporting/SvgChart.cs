namespace Polytask.Runs.Reporting;

/// <summary>Draws a chart as SVG, to stand in the page. Figures on the axes are text of the page, and have its typeface and colour.</summary>
internal sealed class SvgChart
{
    private const int Width = 500;
    private const int Height = 210;
    private const int Left = 44;
    private const int Right = Width - 10;
    private const int Top = 8;
    private const int Bottom = Height - 24;
    private const int MostPoints = 600;
    private readonly Html _svg = new();
    private readonly Axis _epochs;
    private readonly Axis _values;

    private SvgChart(LineChart chart)
    {
        var values = chart.Curves.SelectMany(curve => curve.Values).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        _epochs = Axis.Of(1, chart.Curves.Max(curve => curve.Values.Count), margin: 0.02, figures: 8, whole: true);
        _values = Axis.Of(values.Min(), values.Max(), margin: 0.08, figures: 5);
    }

    /// <summary>Draws a chart.</summary>
    public static string Draw(LineChart chart) => new SvgChart(chart).Render(chart);

    private string Render(LineChart chart)
    {
        _svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img">""");
        foreach (var epoch in _epochs.Figures().Where(epoch => epoch >= 1)) Figure(X(epoch), Bottom + 15, "middle", epoch);
        foreach (var value in _values.Figures())
        {
            _svg.Add($"""<path d="M{Left} {Y(value):0.#}H{Right}" stroke="{StyleSheet.Neutral}" stroke-opacity="0.25"/>""");
            Figure(Left - 6, Y(value) + 4, "end", value);
        }
        foreach (var epoch in chart.Boundaries) Upright(epoch, "0.6", dashes: "none");
        if (chart.Best is { } best) Upright(best, "1", dashes: "6");
        foreach (var curve in chart.Curves) Curve(curve, chart.Best);
        _svg.Add($"</svg>");
        return _svg.ToMarkup().Text;
    }

    private void Curve(Curve curve, int? best)
    {
        var stride = 1 + curve.Values.Count / MostPoints;
        var points = curve.Values.Index().Where(p => double.IsFinite(p.Item) && (p.Index % stride == 0 || p.Index + 1 == best)).ToList();
        var colour = curve.Kind == CurveKind.Training ? StyleSheet.Training : StyleSheet.Validation;
        _svg.Add($"""<path d="{Html.Each(points, (h, p) => h.Add($"{(p == points[0] ? "M" : "L")}{X(p.Index + 1):0.#} {Y(p.Item):0.#}"))}" stroke="{colour}" stroke-width="2" fill="none"/>""");
        foreach (var (index, value) in points)
            if (points.Count == 1 || curve.Kind == CurveKind.Validation && index + 1 == best)
                _svg.Add($"""<circle cx="{X(index + 1):0.#}" cy="{Y(value):0.#}" r="4" fill="{colour}"/>""");
    }

    private void Upright(int epoch, string opacity, string dashes) => _svg.Add(
        $"""<path d="M{X(epoch):0.#} {Top}V{Bottom}" stroke="{StyleSheet.Neutral}" stroke-opacity="{opacity}" stroke-dasharray="{dashes}"/>""");

    private void Figure(double x, double y, string anchor, double value) =>
        _svg.Add($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{value:0.######}</text>""");

    private double X(double epoch) => Left + (Right - Left) * _epochs.Share(epoch);

    private double Y(double value) => Bottom - (Bottom - Top) * _values.Share(value);
}
