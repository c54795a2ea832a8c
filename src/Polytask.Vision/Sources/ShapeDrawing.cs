using System.Globalization;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>Figures of one shape and colour, each in a quarter of its own.</summary>
internal sealed class ShapeDrawing
{
    // Whether a place, given from the centre of a figure in units of its radius, is in it.
    private static readonly (string Name, Func<double, double, bool> Holds)[] Shapes =
    [
        ("circle", (x, y) => x * x + y * y < 0.8),
        ("cross", (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.3 && Math.Max(Math.Abs(x), Math.Abs(y)) < 1),
        ("square", (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.8),
        ("triangle", (x, y) => y < 0.6 && y > 2 * Math.Abs(x) - 1),
    ];

    private static readonly (string Name, int[] Rgb)[] Colours = [("blue", [70, 110, 220]), ("green", [70, 180, 80]), ("red", [210, 70, 70]), ("yellow", [210, 190, 60])];

    private const int Samples = 3, MostFigures = 3, Shading = 20;
    // Depths in millimetres: the ground falls away to the top, and of figures the larger ones are nearer.
    private const int GroundBelow = 3000, GroundAbove = 4000, TypicalFigure = 1000;
    private const double TypicalRadius = 0.42;
    private readonly int _shape, _colour, _size;
    private readonly ushort[] _mask, _depth;
    private int _left, _top, _right, _bottom;

    /// <summary>Chooses what the image with a number shows.</summary>
    /// <param name="seed">The seed of all images.</param>
    /// <param name="number">The image's number.</param>
    /// <param name="size">Its height and width.</param>
    /// <param name="empty">The chance that it shows nothing.</param>
    public ShapeDrawing(long seed, int number, int size, double empty)
    {
        (Random, _size, _left, _top) = (new RandomStream(seed, $"shapes {number}"), size, size, size);
        (_mask, _depth) = (new ushort[size * size], new ushort[size * size]);
        for (var i = 0; i < _depth.Length; i++) _depth[i] = (ushort)(GroundAbove + (GroundBelow - GroundAbove) * (i / size) / size);
        (_shape, _colour, Count) = (Random.NextInt(Shapes.Length), Random.NextInt(Colours.Length), 1 + Random.NextInt(MostFigures));
        if (empty > 0 && Random.NextDouble() < empty) Count = 0;
    }

    /// <summary>The image's random numbers.</summary>
    public RandomStream Random { get; }

    public string Shape => Shapes[_shape].Name;

    public string Colour => Colours[_colour].Name;

    public int Count { get; }

    /// <summary>Left, top, right and bottom of what was drawn, in shares of the image.</summary>
    public string Box => string.Join(' ', new[] { _left, _top, _right, _bottom }.Select(edge => Math.Round((double)edge / _size, 4).ToString(CultureInfo.InvariantCulture)));

    /// <summary>After it is drawn: 0 for the ground, and for figures the place of their shape in the alphabet, from 1 on.</summary>
    public PixelMap Mask => new(_size, _size, _mask);

    /// <summary>After it is drawn: how far away every pixel is, in millimetres.</summary>
    public PixelMap Depth => new(_size, _size, _depth);

    /// <summary>Draws it.</summary>
    public Image Draw()
    {
        var shape = new RowShape(3, _size, _size);
        var pixels = new double[shape.Numbers];
        var ground = Random.NextInt(110);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = ground + 8 * Random.NextNormal();
        int[] quarters = [0, 1, 2, 3];
        Random.Shuffle(quarters);
        foreach (var quarter in quarters.AsSpan(0, Count)) DrawFigure(pixels, quarter);
        return new Image(shape, Array.ConvertAll(pixels, pixel => (byte)Math.Clamp(Math.Round(pixel), 0, 255)));
    }

    private void DrawFigure(double[] pixels, int quarter)
    {
        double Jitter(double most) => most * (2 * Random.NextDouble() - 1);
        var half = _size / 2.0;
        var radius = half * (0.36 + 0.12 * Random.NextDouble());
        var (centreX, centreY) = (half * (quarter % 2 + 0.5) + Jitter(half / 2 - radius), half * (quarter / 2 + 0.5) + Jitter(half / 2 - radius));
        var (sine, cosine) = Math.SinCos(Jitter(0.35));
        double[] colour = [.. Colours[_colour].Rgb.Select(value => value + Jitter(Shading))];
        for (var y = 0; y < _size; y++)
            for (var x = 0; x < _size; x++)
            {
                // Some samples of every pixel: edges are as smooth as those of a photograph.
                var inside = 0;
                for (var sample = 0; sample < Samples * Samples; sample++)
                {
                    var (across, down) = ((x + (sample % Samples + 0.5) / Samples - centreX) / radius, (y + (sample / Samples + 0.5) / Samples - centreY) / radius);
                    if (Shapes[_shape].Holds(cosine * across + sine * down, cosine * down - sine * across)) inside++;
                }
                if (inside > 0) (_left, _top, _right, _bottom) = (Math.Min(_left, x), Math.Min(_top, y), Math.Max(_right, x + 1), Math.Max(_bottom, y + 1));
                var share = (double)inside / (Samples * Samples);
                if (share >= 0.5) (_mask[y * _size + x], _depth[y * _size + x]) = ((ushort)(_shape + 1), (ushort)(TypicalFigure * TypicalRadius * half / radius));
                for (var channel = 0; channel < 3; channel++)
                {
                    ref var pixel = ref pixels[(channel * _size + y) * _size + x];
                    pixel += share * (colour[channel] - pixel);
                }
            }
    }
}
