using System.Globalization;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>
/// Predicts where one thing is in an image: a box, as <c>left top right bottom</c> in shares of the image's width and height, such as <c>0.1 0.25 0.6 0.9</c>. An empty cell means that
/// there is none or that it is not known: the row does not count. Whether there is one can be a task of kind binary beside it.
/// </summary>
/// <remarks>
/// Middle and size are learnt, the size as logarithms (Girshick, Donahue, Darrell, Malik, Rich Feature Hierarchies for Accurate Object Detection and Semantic Segmentation, CVPR 2014), in
/// standard deviations from the mean of the training rows. Where training moves an image, its box is that around the four corners where they are then; it is unknown where more than
/// three quarters of it are cut off.
/// </remarks>
[Kind("box", Paper = "Rezatofighi, Tsoi, Gwak, Sadeghian, Reid, Savarese, Generalized Intersection over Union: A Metric and a Loss for Bounding Box Regression, CVPR 2019", Url = "https://arxiv.org/abs/1902.09630")]
public sealed record BoxTask : TaskOptions
{
    // Of the logarithm of a size: from less than a pixel to some images.
    private const double SmallestLog = -12, LargestLog = 2;

    /// <summary>How an error counts.</summary>
    public BoxLoss Loss { get; init; } = BoxLoss.SmoothL1;

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        var boxes = labels.All.Select(label => Standard(Read(label.Value, label.Place, Column ?? name))).ToArray();
        double[] means = [.. Enumerable.Range(0, 4).Select(i => boxes.Average(box => box[i]))];
        double[] deviations = [.. Enumerable.Range(0, 4).Select(i => Math.Sqrt(boxes.Average(box => (box[i] - means[i]) * (box[i] - means[i])))).Select(deviation => deviation > 0 ? deviation : 1)];
        return new Fitted(name, this, means, deviations);
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state)
    {
        var saved = new TaskState(name, state);
        var (means, deviations) = (saved.Numbers("means", 4), saved.Numbers("deviations", 4));
        return deviations.All(deviation => deviation > 0) ? new Fitted(name, this, means, deviations) : throw saved.Damaged("deviations", "more than 0");
    }

    private static float[] Read(string label, Place place, string column)
    {
        var parts = label.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        float[] box = [.. parts.Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var edge) && edge is >= 0 and <= 1 ? edge : float.NaN)];
        return box is [var left, var top, var right, var bottom] && left < right && top < bottom ? box
            : throw new DataException($"{place}  column '{column}': expected left, top, right and bottom of a box in shares of the image, such as 0.1 0.25 0.6 0.9, found \"{label}\". Correct it, or leave the cell empty where there is none.");
    }

    /// <summary>The middle, across and down, and the logarithms of width and height.</summary>
    private static double[] Standard(ReadOnlySpan<float> box) => [(box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0, Math.Log(box[2] - box[0]), Math.Log(box[3] - box[1])];

    private sealed class Fitted(string name, BoxTask options, double[] means, double[] deviations) : PredictionTask(name, options)
    {
        public override int OutputWidth => 4;

        public override int TargetWidth => 4;

        public override int PredictionWidth => 4;

        public override TargetGeometry? Geometry { get; } = new TargetBox();

        public override IReadOnlyList<string> PredictionNames => ["left", "top", "right", "bottom"];

        public override void Encode(string label, Place place, Span<float> target) => Read(label, place, Column).CopyTo(target);

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) =>
            options.Loss == BoxLoss.Iou ? Overlap(outputs, target, gradient) : Distance(outputs, target, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            Span<double> box = stackalloc double[4];
            Box(outputs, box);
            for (var edge = 0; edge < 4; edge++) prediction[edge] = (float)box[edge];
        }

        public override string Label(ReadOnlySpan<float> prediction) =>
            string.Create(CultureInfo.InvariantCulture, $"{prediction[0]:0.####} {prediction[1]:0.####} {prediction[2]:0.####} {prediction[3]:0.####}");

        public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

        public override string? Picture(ImageColumn images, int row, ReadOnlySpan<float> label) => images.Boxed(row, label);

        protected override MetricSet CreateKindsMetrics()
        {
            var overlaps = new BoxOverlaps();
            return new(new MeanBoxIou(overlaps), new BoxesFound(overlaps));
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            foreach (var (key, numbers) in new[] { ("means", means), ("deviations", deviations) })
            {
                writer.WriteStartArray(key);
                foreach (var number in numbers) writer.WriteNumberValue(number);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }

        private double Distance(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            var (truth, loss) = (Standard(target), 0.0);
            for (var i = 0; i < 4; i++)
            {
                loss += HuberError.Loss(outputs[i], (truth[i] - means[i]) / deviations[i], 1, out var derivative);
                gradient[i] = (float)derivative;
            }
            return loss;
        }

        private double Overlap(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            Span<double> box = stackalloc double[4], truth = [target[0], target[1], target[2], target[3]], toBox = stackalloc double[4];
            Box(outputs, box);
            var loss = GeneralisedIou.Loss(box, truth, toBox);
            for (var axis = 0; axis < 2; axis++)
            {
                var size = box[axis + 2] - box[axis];
                var isFree = Log(outputs, axis) is > SmallestLog and < LargestLog;
                gradient[axis] = (float)((toBox[axis] + toBox[axis + 2]) * deviations[axis]);
                gradient[axis + 2] = isFree ? (float)((toBox[axis + 2] - toBox[axis]) / 2 * size * deviations[axis + 2]) : 0;
            }
            return loss;
        }

        /// <summary>Left, top, right and bottom of outputs.</summary>
        private void Box(ReadOnlySpan<float> outputs, Span<double> box)
        {
            for (var axis = 0; axis < 2; axis++)
            {
                var (middle, size) = (means[axis] + deviations[axis] * outputs[axis], Math.Exp(Math.Clamp(Log(outputs, axis), SmallestLog, LargestLog)));
                (box[axis], box[axis + 2]) = (middle - size / 2, middle + size / 2);
            }
        }

        private double Log(ReadOnlySpan<float> outputs, int axis) => means[axis + 2] + deviations[axis + 2] * outputs[axis + 2];
    }
}
