using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>Predicts one of several classes, by softmax cross-entropy.</summary>
[Kind("classification")]
public sealed record ClassificationTask : TaskOptions, IConstrained
{
    private const double DefaultSmoothing = 0.1;

    /// <summary>The classes, in the order in which they are shown; by default every label of the training rows, sorted.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The share of a label that is spread over all classes, against overconfidence; by default 0.1 with more than two classes, and 0 with two.</summary>
    [Range(0, 0.99)]
    public double? LabelSmoothing { get; init; }

    /// <summary>How much the rows of each class count in the loss.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>How much a row of a class counts in the loss, by class; classes that are not named count 1.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in ClassList.Problems("classes", Classes, 2)) yield return problem;
        foreach (var (name, weight) in Weights ?? new Dictionary<string, double>())
            if (!(weight >= 0 && weight <= 1e6)) yield return ("weights", FormattableString.Invariant($"expected a weight between 0 and 1000000 for \"{name}\", found {weight}."));
        if (Weights is not null && ClassWeights != ClassWeighting.None) yield return ("weights", "weights are stated and classWeights asks for others. Leave one of them out.");
    }

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        labels.RequireTwo();
        var classes = new ClassList(Classes ?? labels.Distinct());
        var weights = Stated(name, classes);
        var task = new Fitted(name, this, classes, weights);
        var targets = labels.Encode(task);
        if (ClassWeights != ClassWeighting.None)
        {
            var counts = new long[classes.Count];
            foreach (var target in targets) counts[(int)target]++;
            ClassWeights.Weights(counts).CopyTo(weights, 0);
        }
        return task;
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state)
    {
        var saved = new TaskState(name, state);
        var classes = saved.Classes(2);
        return new Fitted(name, this, classes, saved.Weights("weights", classes.Count));
    }

    private float[] Stated(string task, ClassList classes)
    {
        var weights = new float[classes.Count];
        Array.Fill(weights, 1);
        foreach (var (name, weight) in Weights ?? new Dictionary<string, double>())
            weights[classes.IndexOf(name) is >= 0 and var k ? k : throw classes.Unknown($"tasks.{task}.weights", name)] = (float)weight;
        return weights;
    }

    private sealed class Fitted(string name, ClassificationTask options, ClassList classes, float[] weights)
        : ClassTask(name, options, classes, $", or add the class to tasks.{name}.classes")
    {
        private readonly double _smoothing = options.LabelSmoothing ?? (classes.Count > 2 ? DefaultSmoothing : 0);

        public override int OutputWidth => Classes.Count;

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) =>
            SoftmaxCrossEntropy.Loss(outputs, (int)target[0], _smoothing, weights, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => Softmax.Normalise(outputs, prediction);

        public override void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs)
        {
            toOutputs.Clear();
            toOutputs[Decide.MostProbable(outputs)] = 1;
        }

        public override void Signal(ReadOnlySpan<float> outputs, Span<float> signal) => Predict(outputs, signal);

        public override void PullbackSignal(ReadOnlySpan<float> outputs, ReadOnlySpan<float> cotangent, Span<float> toOutputs)
        {
            Predict(outputs, toOutputs);
            Softmax.Pullback(toOutputs, cotangent, toOutputs);
        }

        protected override MetricSet CreateKindsMetrics()
        {
            var matrix = new ConfusionMatrix(Classes.Count);
            var scores = RankedScores.OfClasses(Classes.Count);
            return new(
                new Accuracy(matrix), new BalancedAccuracy(matrix), new MacroF1(matrix), new LogLoss(new()),
                new Auroc(scores), new AveragePrecision(scores), new CalibrationError(new()));
        }

        protected override void SaveMore(Utf8JsonWriter writer)
        {
            writer.WriteStartArray("weights");
            foreach (var weight in weights) writer.WriteNumberValue(weight);
            writer.WriteEndArray();
        }
    }
}
