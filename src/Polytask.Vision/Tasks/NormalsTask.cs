using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Tasks;
using Polytask.Vision.Images;

namespace Polytask.Vision.Tasks;

/// <summary>
/// Predicts the direction of the surface at every pixel, towards the camera, by 1 − cos of the angle: the loss of an image is the mean over its pixels that have one. Directions are
/// found in depth maps, which the column holds, with the camera's focal lengths and centre in their pixels.
/// </summary>
[Kind("normals", Paper = "Eigen, Fergus, Predicting Depth, Surface Normals and Semantic Labels with a Common Multi-Scale Convolutional Architecture, ICCV 2015", Url = "https://doi.org/10.1109/ICCV.2015.304")]
public sealed record NormalsTask : DepthMapTask
{
    /// <summary>The camera's focal length across, in pixels of the depth maps.</summary>
    [Range(1e-3, 1e6)]
    public required double FocalX { get; init; }

    /// <summary>The camera's focal length down, in pixels of the depth maps.</summary>
    [Range(1e-3, 1e6)]
    public required double FocalY { get; init; }

    /// <summary>The column in which the camera's axis meets the image, in pixels of the depth maps; by default their middle.</summary>
    public double? CentreX { get; init; }

    /// <summary>The row in which the camera's axis meets the image, in pixels of the depth maps; by default their middle.</summary>
    public double? CentreY { get; init; }

    /// <summary>How far the window in which a plane is fitted reaches to each side, in pixels.</summary>
    [Range(1, 31)]
    public int Reach { get; init; } = 2;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var images = Look(name, trainingLabels, _ => { });
        return new Fitted(name, this, new State(images.Height, images.Width));
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) =>
        new Fitted(name, this, TaskJson.Read<State>(name, state, saved => saved is { Height: > 0, Width: > 0 }));

    private sealed record State(int Height, int Width);

    private sealed class Fitted(string name, NormalsTask options, State fitted) : PixelTask(name, options, fitted.Height, fitted.Width)
    {
        private readonly LabelImages _images = new(options.Column ?? name, fitted.Height, fitted.Width);
        private readonly SurfaceNormals _normals = new(
            fitted.Height, fitted.Width, (options.FocalX, options.FocalY), (options.CentreX ?? (fitted.Width - 1) / 2.0, options.CentreY ?? (fitted.Height - 1) / 2.0), options.Reach);

        public override Legend Legend => new(
            [.. new (string Label, float[] Normal)[] { ("to the camera", [0, 0, -1]), ("right", [1, 0, 0]), ("left", [-1, 0, 0]), ("up", [0, -1, 0]), ("down", [0, 1, 0]) }
                .Select(entry => LegendEntry.Of(entry.Label, Shade(entry.Normal[0], entry.Normal[1], entry.Normal[2])))], IsScale: false);

        protected override int Channels => 3;

        protected override int Numbers => 3;

        protected override int Counts => AngleCounts.Counts;

        public override TargetGeometry? Geometry => new TargetMaps(Height, Width, AreDirections: true);

        public override IDisposable? Open() => _images.Open();

        public override void Encode(string label, Place place, Span<float> target)
        {
            var depths = new float[Pixels];
            options.Read(_images, label, place, depths);
            _normals.Find(depths, target);
        }

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) => CosineDistance.Loss(outputs, target, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                var (x, y, z) = ((double)outputs[pixel], (double)outputs[Pixels + pixel], (double)outputs[2 * Pixels + pixel]);
                var length = Math.Sqrt(x * x + y * y + z * z);
                (prediction[pixel], prediction[Pixels + pixel], prediction[2 * Pixels + pixel]) = length > 0 ? ((float)(x / length), (float)(y / length), (float)(z / length)) : (0f, 0f, -1f);
            }
        }

        /// <summary>An image of directions: red to the right, green up, blue towards the camera.</summary>
        public override string Label(ReadOnlySpan<float> prediction) => Picture(prediction);

        protected override MetricSet CreateKindsMetrics()
        {
            var angles = new AngleCounts();
            return new(new AnglesWithin(angles, 0), new MeanAngle(angles), new MedianAngle(angles), new AnglesWithin(angles, 1), new AnglesWithin(angles, 2));
        }

        public override void SaveState(Utf8JsonWriter writer) => TaskJson.Write(writer, fitted);

        protected override void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts) => AngleCounts.Count(prediction, target, counts);

        protected override (byte Red, byte Green, byte Blue) Colour(ReadOnlySpan<float> maps, int pixel) => float.IsNaN(maps[pixel]) ? ((byte)0, (byte)0, (byte)0)
            : Shade(maps[pixel], maps[Pixels + pixel], maps[2 * Pixels + pixel]);

        private static (byte, byte, byte) Shade(float right, float down, float forward) => (Shade(right), Shade(-down), Shade(-forward));

        private static byte Shade(float part) => (byte)Math.Round((1 + Math.Clamp(part, -1, 1)) / 2 * byte.MaxValue);
    }
}
