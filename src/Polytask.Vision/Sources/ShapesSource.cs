using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>
/// Images drawn for trying things out: one to three figures of one shape and colour on a noisy ground. Gives the columns <c>image</c>, which holds the image itself,
/// <c>shape</c> (circle, cross, square or triangle), <c>colour</c> (blue, green, red or yellow), <c>count</c> (1 to 3), <c>box</c> (left, top, right and bottom of all figures, in shares
/// of the image) and <c>present</c> (yes or no); with <c>pixels</c> also <c>mask</c> (0 for the ground, then the shapes by the alphabet) and <c>depth</c> (in
/// millimetres).
/// </summary>
[Kind("shapes")]
public sealed record ShapesSource : SourceOptions
{
    /// <summary>How many images.</summary>
    [Range(1, 100_000)]
    public int Rows { get; init; } = 1000;

    /// <summary>Height and width of an image.</summary>
    [Range(16, 256)]
    public int Size { get; init; } = 24;

    /// <summary>The share of labels that are missing, of each column by itself.</summary>
    [Range(0, 0.95)]
    public double Missing { get; init; }

    /// <summary>The share of images that show the ground alone: they have no shape, colour, count or box.</summary>
    [Range(0, 0.95)]
    public double Empty { get; init; }

    /// <summary>Whether there are labels of every pixel, too: the columns <c>mask</c> and <c>depth</c>.</summary>
    public bool Pixels { get; init; }

    /// <summary>The seed of all images; the first ones are the same however many there are.</summary>
    public long Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override RowSource Open() => new Drawings(this);

    private sealed class Drawings(ShapesSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, "shape", "colour", "count", "box", "present", .. options.Pixels ? ["mask", "depth"] : Array.Empty<string>()];

        public override IEnumerable<Row> Read() => Enumerable.Range(0, options.Rows).Select(row =>
        {
            var drawing = new ShapeDrawing(options.Seed, row, options.Size, options.Empty);
            var image = drawing.Draw();
            string? Unless(string? label) => drawing.Random.NextDouble() < options.Missing ? null : label;
            string? Shown(string label) => Unless(drawing.Count > 0 ? label : null);
            var count = drawing.Count.ToString(CultureInfo.InvariantCulture);
            string?[] cells = [ImageCell.Of(image), Shown(drawing.Shape), Shown(drawing.Colour), Shown(count), Shown(drawing.Box), Unless(drawing.Count > 0 ? "yes" : "no")];
            return new Row(options.Pixels ? [.. cells, Unless(ImageCell.Of(drawing.Mask, 8)), Unless(ImageCell.Of(drawing.Depth, 16))] : cells, new Place("shapes", row + 1));
        });
    }
}
