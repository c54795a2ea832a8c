using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Modules;
using Polytask.Tasks;

namespace Polytask.Vision.Tasks;

/// <summary>
/// Predicts which classes an image shows, each a yes or no of its own: those with a pixel in its mask. The head reads the mean of every map at the end of the trunk.
/// </summary>
[Kind("class_presence", Paper = "Oquab, Bottou, Laptev, Sivic, Is Object Localization for Free? Weakly-Supervised Learning with Convolutional Neural Networks, CVPR 2015", Url = "https://doi.org/10.1109/CVPR.2015.7298668")]
public sealed record ClassPresenceTask : MaskTask
{
    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels) => new Fitted(name, this, Look(name, trainingLabels));

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) =>
        new Fitted(name, this, new Masks(name, Column ?? name, Void, TaskJson.Read<MaskClasses>(name, state, classes => classes.IsSound)));

    private sealed class Fitted(string name, ClassPresenceTask options, Masks masks) : PredictionTask(name, options)
    {
        private const string Separator = "|", None = "none";

        public override int OutputWidth => masks.Classes.Names.Length;

        public override int TargetWidth => OutputWidth;

        public override int PredictionWidth => OutputWidth;

        public override HeadShape Head => new(OutputWidth, PerPlace: true);

        public override IReadOnlyList<string> PredictionNames => masks.Classes.Names;

        public override IDisposable? Open() => masks.Open();

        public override void Encode(string label, Place place, Span<float> target)
        {
            var classes = new float[masks.Classes.Height * masks.Classes.Width];
            masks.Read(label, place, classes);
            target.Clear();
            foreach (var index in classes)
                if (!float.IsNaN(index)) target[(int)index] = 1;
        }

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) => MultiLabelCrossEntropy.Loss(outputs, target, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            for (var k = 0; k < outputs.Length; k++) prediction[k] = (float)Logistic.Probability(outputs[k]);
        }

        public override void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs) => Logistic.PullbackMeanOfLikely(outputs, toOutputs);

        public override string Label(ReadOnlySpan<float> prediction)
        {
            var chosen = new List<string>();
            for (var k = 0; k < prediction.Length; k++)
                if (prediction[k] > 0.5f) chosen.Add(masks.Classes.Names[k]);
            return chosen.Count > 0 ? string.Join(Separator, chosen) : None;
        }

        public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

        protected override MetricSet CreateKindsMetrics()
        {
            var counts = new LabelCounts(OutputWidth);
            var scores = RankedScores.OfLabels(OutputWidth);
            return new(new MicroF1(counts), new MacroF1(counts), new Auroc(scores), new AveragePrecision(scores));
        }

        public override void SaveState(Utf8JsonWriter writer) => TaskJson.Write(writer, masks.Classes);
    }
}
