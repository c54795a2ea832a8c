using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Polytask.Runs.Reporting;

/// <summary>
/// Draws charts as SVG with ScottPlot, and alone loads it and its native library. Numbers on the axes are written as text of
/// the page, so that they have its typeface and colour and need no fonts on the machine that draws.
/// </summary>
internal static class ScottPlotChart
{
    private const int Width = 500;
    private const int Height = 210;
    private const int MostPoints = 600;
    private static readonly PixelPadding Padding = new(left: 44, right: 10, bottom: 24, top: 8);

    /// <summary>Draws a chart.</summary>
    /// <exception cref="NotSupportedException">The drawing library is not there; the message says what to do.</exception>
    public static string Draw(LineChart chart) => Guard(() => Render(chart));

    /// <summary>Draws points in a plane.</summary>
    /// <exception cref="NotSupportedException">The drawing library is not there; the message says what to do.</exception>
    public static string Draw(PointChart chart) => Guard(() => Render(chart));

    private static string Guard(Func<string> draw)
    {
        try
        {
            return draw();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException
            or BadImageFormatException or FileNotFoundException or FileLoadException or MissingMethodException)
        {
            throw new NotSupportedException(
                "the drawing library Skia cannot be loaded here. Add the package SkiaSharp.NativeAssets for this system, then write the report again: polytask report.",
                exception);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Render(LineChart chart)
    {
        using var plot = Empty();
        var neutral = Color.FromHex(StyleSheet.Neutral);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, TargetTickCount = 8 };
        plot.Axes.Left.TickGenerator = chart.Logarithmic ? Powers(chart) : new NumericAutomatic { TargetTickCount = 5 };
        foreach (var boundary in chart.Boundaries) plot.Add.VerticalLine(boundary, 1, neutral.WithAlpha(0.6));
        if (chart.Best is { } best) plot.Add.VerticalLine(best, 1.5f, neutral, LinePattern.Dashed);
        foreach (var curve in chart.Curves) Add(plot, chart, curve);

        return Finish(plot, place => place >= 1, chart.Logarithmic).ToString(SaveOptions.DisableFormatting);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Render(PointChart chart)
    {
        using var plot = Empty();
        plot.Axes.Margins(horizontal: 0.08, vertical: 0.12);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TargetTickCount = 6 };
        plot.Axes.Left.TickGenerator = new NumericAutomatic { TargetTickCount = 5 };
        var front = chart.Points.Where(point => point.InFront).OrderBy(point => point.X).ToList();
        if (front.Count > 1) plot.Add.ScatterLine(front.Select(point => point.X).ToArray(), front.Select(point => point.Y).ToArray(), Color.FromHex(StyleSheet.Neutral));
        foreach (var point in chart.Points) plot.Add.Marker(point.X, point.Y, point.InFront ? MarkerShape.FilledCircle : MarkerShape.OpenCircle, 8, Color.FromHex(StyleSheet.Validation));
        var svg = Finish(plot, _ => true);
        var area = plot.RenderManager.LastRender.DataRect;
        foreach (var point in chart.Points)
        {
            // A label stands on the side that has room for it.
            var (x, y) = (plot.Axes.Bottom.GetPixel(point.X, area), plot.Axes.Left.GetPixel(point.Y, area) - 5);
            svg.Add(x < area.HorizontalCenter ? Text(point.Label, x + 7, y, "start") : Text(point.Label, x - 7, y, "end"));
        }
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static Plot Empty()
    {
        var plot = new Plot();
        var neutral = Color.FromHex(StyleSheet.Neutral);
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(neutral);
        plot.Axes.Frameless();
        plot.Layout.Fixed(Padding);
        plot.Axes.Margins(horizontal: 0.02, vertical: 0.08);
        plot.Grid.MajorLineColor = neutral.WithAlpha(0.25);
        return plot;
    }

    /// <summary>The drawing, with numbers at the axes.</summary>
    private static XElement Finish(Plot plot, Func<double, bool> numbered, bool powers = false)
    {
        var svg = XElement.Parse(plot.GetSvgXml(Width, Height));
        Tidy(svg);
        var area = plot.RenderManager.LastRender.DataRect;
        foreach (var tick in plot.Axes.Bottom.TickGenerator.Ticks.Where(t => t.IsMajor && numbered(t.Position)))
            svg.Add(Number(tick.Position, plot.Axes.Bottom.GetPixel(tick.Position, area), area.Bottom + 15, "middle"));
        foreach (var tick in plot.Axes.Left.TickGenerator.Ticks.Where(t => t.IsMajor))
            svg.Add(Number(powers ? Math.Pow(10, tick.Position) : tick.Position, area.Left - 6, plot.Axes.Left.GetPixel(tick.Position, area) + 4, "end"));
        return svg;
    }

    private static void Add(Plot plot, LineChart chart, Curve curve)
    {
        var best = chart.Best;
        var stride = 1 + curve.Values.Count / MostPoints;
        var points = curve.Values.Index().Where(p => double.IsFinite(p.Item) && (p.Index % stride == 0 || p.Index + 1 == best)).ToList();
        var colour = Color.FromHex(curve.Kind switch
        {
            CurveKind.Training => StyleSheet.Training,
            CurveKind.Validation => StyleSheet.Validation,
            _ => StyleSheet.ColourOf(curve.Number),
        });
        double[] places = [.. points.Select(p => chart.Places is { } given ? given[p.Index] : p.Index + 1.0)];
        var line = plot.Add.Scatter(places, points.Select(p => chart.Logarithmic ? Math.Log10(p.Item) : p.Item).ToArray(), colour);
        line.LineWidth = curve.Kind == CurveKind.Task ? 1.5f : 2;
        line.LinePattern = StyleSheet.IsDashed(curve.Number) ? LinePattern.Dashed : LinePattern.Solid;
        line.MarkerSize = points.Count > 1 ? 0 : 6;
        if (curve.Kind == CurveKind.Validation && points.Find(p => p.Index + 1 == best) is { Index: >= 0, Item: var value } && best is { } epoch)
            plot.Add.Marker(epoch, value, MarkerShape.FilledCircle, 8, colour);
    }

    private static NumericManual Powers(LineChart chart)
    {
        var values = chart.Curves.SelectMany(curve => curve.Values).Where(double.IsFinite).ToList();
        var ticks = new NumericManual();
        foreach (var tick in ChartTicks.Logarithmic(values.Min(), values.Max())) ticks.AddMajor(tick, "");
        return ticks;
    }

    // Nothing reaches beyond the axes, so nothing need be clipped; ids of clips would occur once per chart on a page.
    private static void Tidy(XElement svg)
    {
        svg.Descendants().Where(e => e.Name.LocalName == "clipPath").Remove();
        svg.Descendants().Attributes("clip-path").Remove();
        svg.Attribute("width")?.Remove();
        svg.Attribute("height")?.Remove();
        svg.SetAttributeValue("viewBox", $"0 0 {Width} {Height}");
        svg.SetAttributeValue("role", "img");
    }

    private static XElement Number(double value, float x, float y, string anchor) => Text(ChartTicks.Text(value), x, y, anchor);

    private static XElement Text(string text, float x, float y, string anchor) => new(
        XName.Get("text", "http://www.w3.org/2000/svg"),
        new XAttribute("x", x.ToString("0.#", CultureInfo.InvariantCulture)),
        new XAttribute("y", y.ToString("0.#", CultureInfo.InvariantCulture)),
        new XAttribute("text-anchor", anchor),
        text);
}
