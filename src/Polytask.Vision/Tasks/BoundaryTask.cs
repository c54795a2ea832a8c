using System.Globalization;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Tasks;
using Polytask.Vision.Images;

namespace Polytask.Vision.Tasks;

/// <summary>
/// Predicts which pixels lie on the boundary of two classes: those of a mask beside, above or below which another class is. By cross-entropy in which boundaries and the rest count
/// the same; the loss of an image is the mean over its pixels that have a class.
/// </summary>
[Kind("boundary", Paper = "Xie, Tu, Holistically-Nested Edge Detection, ICCV 2015", Url = "https://doi.org/10.1109/ICCV.2015.164")]
public sealed record BoundaryTask : MaskTask
{
    /// <summary>How much the pixels with and without a boundary count in the loss.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.Balanced;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        (string Value, Place Place)[] labels = [.. trainingLabels];
        var masks = Look(name, labels);
        using var open = masks.Open();
        var (classes, target, yes, all) = (new float[masks.Classes.Height * masks.Classes.Width], new float[masks.Classes.Height * masks.Classes.Width], 0L, 0L);
        Look(labels, (cell, place) =>
        {
            masks.Read(cell, place, classes);
            Boundaries.Find(classes, masks.Classes.Width, target);
            foreach (var pixel in target)
                if (!float.IsNaN(pixel)) (yes, all) = (yes + (long)pixel, all + 1);
        });
        if (yes == 0) throw new DataException($"tasks.{name}: no training mask of column '{Column ?? name}' has two classes beside each other, so there is no boundary to learn. Check the column and 'void'.");
        var weights = ClassWeights.Weights([yes, all - yes]);
        return new Fitted(name, this, masks, weights[0], weights[1]);
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state)
    {
        var saved = TaskJson.Read<State>(name, state, saved => saved.Classes is { IsSound: true } && saved is { Yes: > 0, No: > 0 });
        return new Fitted(name, this, new Masks(name, Column ?? name, Void, saved.Classes), saved.Yes, saved.No);
    }

    private sealed record State(MaskClasses Classes, double Yes, double No);

    private sealed class Fitted(string name, BoundaryTask options, Masks masks, double yes, double no) : PixelTask(name, options, masks.Classes.Height, masks.Classes.Width)
    {
        public override Legend Legend => Palette.Scale(share => string.Create(CultureInfo.InvariantCulture, $"{share:0.##}"));

        protected override int Channels => 1;

        protected override int Counts => 2 * BoundaryCounts.Bins;

        public override IDisposable? Open() => masks.Open();

        public override void Encode(string label, Place place, Span<float> target)
        {
            var classes = new float[Pixels];
            masks.Read(label, place, classes);
            Boundaries.Find(classes, Width, target);
        }

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) => PixelBinaryCrossEntropy.Loss(outputs, target, yes, no, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            for (var pixel = 0; pixel < Pixels; pixel++) prediction[pixel] = (float)Logistic.Probability(outputs[pixel]);
        }

        /// <summary>A grey image of the probabilities, 255 for 1.</summary>
        public override string Label(ReadOnlySpan<float> prediction) =>
            ImageCell.Of(new PixelMap(Height, Width, Array.ConvertAll(prediction.ToArray(), share => (ushort)(float.IsNaN(share) ? 0 : Math.Round(share * byte.MaxValue)))), 8);

        protected override MetricSet CreateKindsMetrics()
        {
            var counts = new BoundaryCounts();
            return new(new BoundaryBestF1(counts), new BoundaryF1(counts), new BoundaryIou(counts), new BoundaryAveragePrecision(counts));
        }

        public override void SaveState(Utf8JsonWriter writer) => TaskJson.Write(writer, new State(masks.Classes, yes, no));

        protected override void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts) => BoundaryCounts.Count(prediction, target, counts);

        protected override (byte Red, byte Green, byte Blue) Colour(ReadOnlySpan<float> maps, int pixel) => Palette.OfShare(maps[pixel]);
    }
}
