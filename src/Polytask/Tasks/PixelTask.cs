using Polytask.Data;
using Polytask.Modules;

namespace Polytask.Tasks;

/// <summary>A task that predicts every pixel of an image. Its target and its prediction are maps, one after another, with <see cref="float.NaN"/> where a pixel has no label.</summary>
/// <param name="name">The task's name.</param>
/// <param name="options">The options it was made from.</param>
/// <param name="height">The height of an image.</param>
/// <param name="width">Its width.</param>
public abstract class PixelTask(string name, TaskOptions options, int height, int width) : PredictionTask(name, options)
{
    /// <summary>The height of an image.</summary>
    public int Height { get; } = height;

    /// <summary>The width of an image.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels of an image.</summary>
    public int Pixels => Height * Width;

    /// <summary>What the colours of pictures stand for.</summary>
    public abstract Legend Legend { get; }

    /// <summary>Numbers that the head puts out for a pixel.</summary>
    protected abstract int Channels { get; }

    /// <summary>Numbers in the label and in the prediction of a pixel.</summary>
    protected virtual int Numbers => 1;

    /// <summary>How many numbers metrics read of an image.</summary>
    protected abstract int Counts { get; }

    /// <inheritdoc/>
    public override int OutputWidth => Channels * Pixels;

    /// <inheritdoc/>
    public override int TargetWidth => Numbers * Pixels;

    /// <inheritdoc/>
    public override int PredictionWidth => Numbers * Pixels;

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionNames => [];

    /// <inheritdoc/>
    public override HeadShape Head => new(new RowShape(Channels, Height, Width), PerPlace: true);

    /// <inheritdoc/>
    public override TargetGeometry? Geometry => new TargetMaps(Height, Width);

    /// <inheritdoc/>
    public override (int Prediction, int Target) MeasureWidths => (Counts, 1);

    /// <inheritdoc/>
    /// <remarks>Of the label, the number of pixels that have one.</remarks>
    public override void Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> measuredPrediction, Span<float> measuredTarget)
    {
        measuredPrediction.Clear();
        Count(prediction, target, measuredPrediction);
        measuredTarget[0] = 0;
        foreach (var value in target[..Pixels])
            if (!float.IsNaN(value)) measuredTarget[0]++;
    }

    /// <inheritdoc/>
    public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

    /// <summary>A small picture of a label or a prediction, as a data URI of a PNG.</summary>
    public string Picture(ReadOnlySpan<float> maps) => Whole(maps).Small().DataUri();

    /// <inheritdoc/>
    public override string? Picture(ImageColumn images, int row, ReadOnlySpan<float> label) => Picture(label);

    /// <summary>A picture of a label or a prediction, as a PNG with all its pixels.</summary>
    public byte[] Png(ReadOnlySpan<float> maps) => Whole(maps).Png();

    private Picture Whole(ReadOnlySpan<float> maps)
    {
        var pixels = new (byte, byte, byte)[Pixels];
        for (var pixel = 0; pixel < pixels.Length; pixel++) pixels[pixel] = Colour(maps, pixel);
        return new Picture(Width, pixels);
    }

    /// <summary>Counts what metrics read of an image.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The label.</param>
    /// <param name="counts">Zeros; receives the counts.</param>
    protected abstract void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts);

    /// <summary>The colour of a pixel in pictures: red, green and blue.</summary>
    protected abstract (byte Red, byte Green, byte Blue) Colour(ReadOnlySpan<float> maps, int pixel);
}
