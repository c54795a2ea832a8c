using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Tasks;

namespace Polytask.Vision.Tasks;

/// <summary>
/// Predicts the class of every pixel, by softmax cross-entropy: the loss of an image is the mean over its pixels that have a class. The column holds masks, as paths or data URIs:
/// PNG in grey or with a palette, or PGM.
/// </summary>
[Kind("segmentation", Paper = "Long, Shelhamer, Darrell, Fully Convolutional Networks for Semantic Segmentation, CVPR 2015", Url = "https://doi.org/10.1109/CVPR.2015.7298965")]
public sealed record SegmentationTask : MaskTask
{
    /// <summary>How much the pixels of each class count in the loss.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var masks = Look(name, trainingLabels);
        return new Fitted(name, this, masks, ClassWeights.Weights(masks.Pixels));
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state)
    {
        var saved = TaskJson.Read<State>(name, state, saved => saved.Classes is { IsSound: true } && saved.Weights?.Length == saved.Classes.Names.Length);
        return new Fitted(name, this, new Masks(name, Column ?? name, Void, saved.Classes), saved.Weights);
    }

    private sealed record State(MaskClasses Classes, float[] Weights);

    private sealed class Fitted(string name, SegmentationTask options, Masks masks, float[] weights) : PixelTask(name, options, masks.Classes.Height, masks.Classes.Width)
    {
        public override IReadOnlyList<string> ClassNames => masks.Classes.Names;

        public override Legend Legend => new([.. masks.Classes.Names.Select((name, index) => LegendEntry.Of(name, Palette.OfClass(index)))], IsScale: false);

        protected override int Channels => weights.Length;

        protected override int Counts => weights.Length * weights.Length;

        public override IDisposable? Open() => masks.Open();

        public override void Encode(string label, Place place, Span<float> target) => masks.Read(label, place, target);

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) => PixelCrossEntropy.Loss(outputs, target, weights, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            var largest = outputs[..Pixels].ToArray();
            prediction.Clear();
            for (var k = 1; k < weights.Length; k++)
            {
                var logits = outputs.Slice(k * Pixels, Pixels);
                for (var pixel = 0; pixel < Pixels; pixel++)
                    if (logits[pixel] > largest[pixel]) (largest[pixel], prediction[pixel]) = (logits[pixel], k);
            }
        }

        /// <remarks>The mean over the pixels of the logit of the class that is predicted there.</remarks>
        public override void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs)
        {
            var classes = new float[Pixels];
            Predict(outputs, classes);
            toOutputs.Clear();
            for (var pixel = 0; pixel < Pixels; pixel++) toOutputs[(int)classes[pixel] * Pixels + pixel] = 1f / Pixels;
        }

        public override string Label(ReadOnlySpan<float> prediction) => masks.Cell(prediction);

        protected override MetricSet CreateKindsMetrics()
        {
            var counts = new PixelCounts(weights.Length);
            return new(new MeanIou(counts), new PixelAccuracy(counts));
        }

        public override void SaveState(Utf8JsonWriter writer) => TaskJson.Write(writer, new State(masks.Classes, weights));

        protected override void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts) => PixelCounts.Count(prediction, target, weights.Length, counts);

        protected override (byte Red, byte Green, byte Blue) Colour(ReadOnlySpan<float> maps, int pixel) => Palette.OfClass(maps[pixel]);
    }
}
