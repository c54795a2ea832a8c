using System.Runtime.CompilerServices;
using ScottPlot;
using SkiaSharp;

namespace Polytask.Cli.Toys;

/// <summary>
/// Draws the ways of methods down a problem, one panel per method, as the papers do: contours of the mean loss, the Pareto set as a thick
/// line, every way from a dot to a diamond, dark at its beginning and bright at its end.
/// </summary>
internal static class ToyPicture
{
    private const int Panel = 420, Grid = 120, Contours = 20, Shades = 40;
    private static readonly Color Neutral = Color.FromHex("#8A8F98"), Set = Color.FromHex("#1B1F24");

    /// <summary>Writes a picture.</summary>
    /// <param name="path">A file that ends in .png or .svg.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="methods">Each method's name and ways.</param>
    /// <exception cref="ConfigurationException">The drawing library is not there.</exception>
    public static void Write(string path, ToyProblem problem, IReadOnlyList<(string Method, IReadOnlyList<ToyPath> Paths)> methods)
    {
        try
        {
            Draw(path, problem, methods);
        }
        catch (Exception missing) when (missing is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new ConfigurationException("toy  the drawing library Skia cannot be loaded here. Use polytask toy --no-picture, or install the package SkiaSharp.NativeAssets for this system.", missing);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(string path, ToyProblem problem, IReadOnlyList<(string Method, IReadOnlyList<ToyPath> Paths)> methods)
    {
        var columns = Math.Min(methods.Count, methods.Count is 4 ? 2 : 3);
        var rows = (methods.Count + columns - 1) / columns;
        Plot[] plots = [.. methods.Select(method => Plot(problem, method.Method, method.Paths))];
        var multiplot = new Multiplot(plots[0]) { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns) };
        foreach (var plot in plots[1..]) multiplot.Subplots.Add(plot);
        var (width, height) = (columns * Panel, rows * Panel);
        if (path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            using var file = File.Create(path);
            using var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), file);
            multiplot.Render(canvas, new PixelRect(0, width, height, 0));
        }
        else
        {
            using var bitmap = new SKBitmap(2 * width, 2 * height);
            using (var canvas = new SKCanvas(bitmap))
            {
                canvas.Scale(2);
                multiplot.Render(canvas, new PixelRect(0, width, height, 0));
            }
            using var file = File.Create(path);
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        }
    }

    private static Plot Plot(ToyProblem problem, string method, IReadOnlyList<ToyPath> paths)
    {
        var plot = new Plot();
        plot.Title(method, 16);
        plot.Axes.Color(Neutral);
        plot.Axes.Title.Label.ForeColor = Set;
        plot.HideGrid();
        AddContours(plot, problem);
        var pareto = plot.Add.ScatterLine(problem.ParetoSet.Select(p => p.X).ToArray(), problem.ParetoSet.Select(p => p.Y).ToArray(), Neutral.WithAlpha(0.9));
        pareto.LineWidth = 6;
        if (problem.ParetoSet.Count == 1) plot.Add.Marker(problem.ParetoSet[0].X, problem.ParetoSet[0].Y, MarkerShape.FilledCircle, 16, Neutral.WithAlpha(0.9));
        foreach (var path in paths) AddPath(plot, path);
        var (low, high) = problem.View;
        plot.Axes.SetLimits(low.X, high.X, low.Y, high.Y);
        return plot;
    }

    /// <summary>Lines of equal mean loss, at heights that as many points of the view are between: a valley shows beside a slope.</summary>
    private static void AddContours(Plot plot, ToyProblem problem)
    {
        var heights = new Coordinates3d[Grid, Grid];
        var (losses, gradients, (low, high)) = (new double[2], new double[4], problem.View);
        var all = new List<double>();
        for (var row = 0; row < Grid; row++)
            for (var column = 0; column < Grid; column++)
            {
                var at = new Point(low.X + (high.X - low.X) * column / (Grid - 1), low.Y + (high.Y - low.Y) * row / (Grid - 1));
                problem.Evaluate(at, losses, gradients);
                heights[row, column] = new(at.X, at.Y, 0.5 * (losses[0] + losses[1]));
                all.Add(heights[row, column].Z);
            }
        all.Sort();
        var lines = plot.Add.ContourLines(heights, 0);
        lines.ContourLineLevels = [.. Enumerable.Range(1, Contours).Select(i => all[(all.Count - 1) * i / (Contours + 1)])];
        lines.Update(heights);
        lines.LineWidth = 1;
        lines.LineColor = Neutral.WithAlpha(0.45);
        lines.Colormap = null;
        lines.LabelStyle.IsVisible = false;
    }

    private static void AddPath(Plot plot, ToyPath path)
    {
        var colours = new ScottPlot.Colormaps.Plasma();
        for (var shade = 0; shade < Shades; shade++)
        {
            var (from, to) = (shade * (path.Points.Count - 1) / Shades, (shade + 1) * (path.Points.Count - 1) / Shades);
            if (to == from) continue;
            var part = path.Points.Skip(from).Take(to - from + 1).ToArray();
            var line = plot.Add.ScatterLine(part.Select(p => p.X).ToArray(), part.Select(p => p.Y).ToArray(), colours.GetColor(0.9 * (shade + 0.5) / Shades));
            line.LineWidth = 2.5f;
        }
        plot.Add.Marker(path.Points[0].X, path.Points[0].Y, MarkerShape.FilledCircle, 9, Set);
        plot.Add.Marker(path.End.X, path.End.Y, MarkerShape.FilledDiamond, 13, Color.FromHex("#D9483B"));
    }
}
