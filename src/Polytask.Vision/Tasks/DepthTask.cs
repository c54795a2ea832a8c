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
/// Predicts the depth of every pixel, by the size of the error: the loss of an image is the mean over its pixels that have a depth. The network learns it in standard deviations from
/// the mean of the training pixels; predictions are in metres, and no nearer or farther than the nearest and farthest of them. The column holds depth maps, as paths or data URIs.
/// </summary>
[Kind("depth", Paper = "Eigen, Puhrsch, Fergus, Depth Map Prediction from a Single Image using a Multi-Scale Deep Network, NeurIPS 2014", Url = "https://arxiv.org/abs/1406.2283")]
public sealed record DepthTask : DepthMapTask
{
    /// <summary>What the network learns of a depth.</summary>
    public DepthScale Scale { get; init; } = DepthScale.Linear;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var (count, sum, squares, nearest, farthest) = (0L, 0.0, 0.0, float.MaxValue, 0f);
        var images = Look(name, trainingLabels, depths =>
        {
            foreach (var depth in depths)
            {
                if (float.IsNaN(depth)) continue;
                var scaled = Scaled(depth);
                (count, sum, squares, nearest, farthest) = (count + 1, sum + scaled, squares + scaled * scaled, Math.Min(nearest, depth), Math.Max(farthest, depth));
            }
        });
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
        return new Fitted(name, this, new State(images.Height, images.Width, mean, deviation > 1e-9 ? deviation : 1, nearest, farthest));
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) =>
        new Fitted(name, this, TaskJson.Read<State>(name, state, saved => saved is { Height: > 0, Width: > 0, Deviation: > 0, Nearest: > 0 } && saved.Farthest >= saved.Nearest));

    private double Scaled(double depth) => Scale switch
    {
        DepthScale.Log => Math.Log(depth),
        DepthScale.Inverse => 1 / depth,
        _ => depth,
    };

    private sealed record State(int Height, int Width, double Mean, double Deviation, float Nearest, float Farthest);

    private sealed class Fitted(string name, DepthTask options, State fitted) : PixelTask(name, options, fitted.Height, fitted.Width)
    {
        private readonly LabelImages _images = new(options.Column ?? name, fitted.Height, fitted.Width);

        public override Legend Legend => Palette.Scale(share => string.Create(CultureInfo.InvariantCulture, $"{fitted.Farthest - share * (fitted.Farthest - fitted.Nearest):0.##} m"));

        protected override int Channels => 1;

        protected override int Counts => DepthErrors.Sums;

        public override IDisposable? Open() => _images.Open();

        public override void Encode(string label, Place place, Span<float> target) => options.Read(_images, label, place, target);

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            var standard = new float[target.Length];
            for (var pixel = 0; pixel < standard.Length; pixel++) standard[pixel] = (float)((options.Scaled(target[pixel]) - fitted.Mean) / fitted.Deviation);
            return PixelAbsoluteError.Loss(outputs, standard, gradient);
        }

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            for (var pixel = 0; pixel < prediction.Length; pixel++)
            {
                var scaled = outputs[pixel] * fitted.Deviation + fitted.Mean;
                var depth = options.Scale switch
                {
                    DepthScale.Log => Math.Exp(scaled),
                    DepthScale.Inverse => scaled > 0 ? 1 / scaled : fitted.Farthest,
                    _ => scaled,
                };
                prediction[pixel] = (float)Math.Clamp(depth, fitted.Nearest, fitted.Farthest);
            }
        }

        public override string Label(ReadOnlySpan<float> prediction) =>
            ImageCell.Of(new PixelMap(Height, Width, Array.ConvertAll(prediction.ToArray(), depth => (ushort)(float.IsNaN(depth) ? 0 : Math.Clamp(Math.Round(depth / options.Unit), 1, ushort.MaxValue)))), 16);

        protected override MetricSet CreateKindsMetrics()
        {
            var errors = new DepthErrors();
            return new(
                new DepthWithin(errors, 1), new DepthAbsoluteError(errors), new DepthRelativeError(errors), new DepthRootMeanSquaredError(errors), new DepthWithin(errors, 2), new DepthWithin(errors, 3));
        }

        public override void SaveState(Utf8JsonWriter writer) => TaskJson.Write(writer, fitted);

        protected override void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts) => DepthErrors.Count(prediction, target, counts);

        protected override (byte Red, byte Green, byte Blue) Colour(ReadOnlySpan<float> maps, int pixel) =>
            Palette.OfShare(fitted.Farthest > fitted.Nearest ? 1 - (maps[pixel] - fitted.Nearest) / (fitted.Farthest - fitted.Nearest) : maps[pixel] * 0);
    }
}
