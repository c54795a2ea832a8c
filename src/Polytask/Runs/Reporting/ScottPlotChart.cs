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
    public static string Draw(LineChart chart)
    {
        try
        {
            return Render(chart);
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
        using var plot = new Plot();
        var neutral = Color.FromHex(StyleSheet.Neutral);
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(neutral);
        plot.Axes.Frameless();
        plot.Layout.Fixed(Padding);
        plot.Axes.Margins(horizontal: 0.02, vertical: 0.08);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, TargetTickCount = 8 };
        plot.Axes.Left.TickGenerator = chart.Logarithmic ? Powers(chart) : new NumericAutomatic { TargetTickCount = 5 };
        plot.Grid.MajorLineColor = neutral.WithAlpha(0.25);
        foreach (var boundary in chart.Boundaries) plot.Add.VerticalLine(boundary, 1, neutral.WithAlpha(0.6));
        if (chart.Best is { } best) plot.Add.VerticalLine(best, 1.5f, neutral, LinePattern.Dashed);
        foreach (var curve in chart.Curves) Add(plot, chart, curve);

        var svg = XElement.Parse(plot.GetSvgXml(Width, Height));
        Tidy(svg);
        var area = plot.RenderManager.LastRender.DataRect;
        foreach (var tick in plot.Axes.Bottom.TickGenerator.Ticks.Where(t => t.IsMajor && t.Position >= 1))
            svg.Add(Text(tick.Position, plot.Axes.Bottom.GetPixel(tick.Position, area), area.Bottom + 15, "middle"));
        foreach (var tick in plot.Axes.Left.TickGenerator.Ticks.Where(t => t.IsMajor))
            svg.Add(Text(tick.Position, area.Left - 6, plot.Axes.Left.GetPixel(tick.Position, area) + 4, "end", chart.Logarithmic));
        return svg.ToString(SaveOptions.DisableFormatting);
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

    private static XElement Text(double value, float x, float y, string anchor, bool power = false) => new(
        XName.Get("text", "http://www.w3.org/2000/svg"),
        new XAttribute("x", x.ToString("0.#", CultureInfo.InvariantCulture)),
        new XAttribute("y", y.ToString("0.#", CultureInfo.InvariantCulture)),
        new XAttribute("text-anchor", anchor),
        ChartTicks.Text(power ? Math.Pow(10, value) : value));
}
