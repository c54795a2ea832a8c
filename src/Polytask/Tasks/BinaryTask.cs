using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>Predicts yes or no, by logistic cross-entropy. Labels are any two words, or 0, 1, true, false, yes and no, mixed as they come.</summary>
[Kind("binary")]
public sealed record BinaryTask : TaskOptions
{
    /// <summary>The label that counts as yes; by default 1, true or yes, otherwise the second of the two labels, sorted.</summary>
    public string? Positive { get; init; }

    /// <summary>How much a row with the positive label counts in the loss.</summary>
    [Range(1e-6, 1e6)]
    public double PositiveWeight { get; init; } = 1;

    /// <summary>
    /// Another yes-or-no task without which this one cannot be yes, as there is no purchase without a click: the probability of both is predicted, as that of the other one
    /// times that of this one given the other, and labels are those of all rows (Ma et al., ESMM, SIGIR 2018).
    /// </summary>
    [NameIn("tasks")]
    public string? Given { get; init; }

    /// <inheritdoc/>
    public override string? Condition => Given;

    /// <inheritdoc/>
    public override bool IsYesOrNo => true;

    /// <inheritdoc/>
    public override TaskOptions Among(IReadOnlyCollection<string> tasks) =>
        (BinaryTask)base.Among(tasks) with { Given = Given is { } given && tasks.Contains(given) ? given : null };

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        var pair = new ClassList(Pair(labels));
        if (pair.Count < 2) throw labels.OneClass();
        var task = new Fitted(name, this, pair);
        labels.Encode(task);
        return (Positive is null ? 1 : task.IndexOf(Positive)) switch
        {
            1 => task,
            0 => new Fitted(name, this, new([pair.Names[1], pair.Names[0]])),
            _ => throw pair.Unknown($"tasks.{name}.positive", Positive!),
        };
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) => new Fitted(name, this, new TaskState(name, state).Classes(2, 2));

    /// <summary>The two classes, the positive one last; any further label will be refused at its place.</summary>
    private static string[] Pair(TrainingLabels labels)
    {
        var byFrequency = labels.All.CountBy(label => label.Value).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).ToArray();
        return byFrequency.All(label => Truth(label) is not null)
            ? [.. byFrequency.DistinctBy(Truth).OrderBy(Truth)]
            : [.. byFrequency.Take(2).Order(StringComparer.Ordinal)];
    }

    private static bool? Truth(string label) => label.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        _ => null,
    };

    private sealed class Fitted(string name, BinaryTask options, ClassList classes) : ClassTask(name, options, classes, "; a binary task has two classes")
    {
        private readonly bool? _positive = Truth(classes.Names[0]) is null ? null : Truth(classes.Names[1]);

        public override int OutputWidth => 1;

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
        {
            var loss = BinaryCrossEntropy.Loss(outputs[0], target[0], options.PositiveWeight, out var derivative);
            gradient[0] = (float)derivative;
            return loss;
        }

        // p (1 − p) is at most ¼.
        public override SmoothLoss Smooth => new(
            (double output, double target, out double derivative) => BinaryCrossEntropy.Loss(output, target, options.PositiveWeight, out derivative),
            Math.Max(1, options.PositiveWeight) / 4);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction)
        {
            prediction[0] = (float)Logistic.Probability(-outputs[0]);
            prediction[1] = (float)Logistic.Probability(outputs[0]);
        }

        public override void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs) => toOutputs[0] = outputs[0] > 0 ? 1 : -1;

        public override void Signal(ReadOnlySpan<float> outputs, Span<float> signal) => Logistic.Probabilities(outputs, signal);

        public override void PullbackSignal(ReadOnlySpan<float> outputs, ReadOnlySpan<float> cotangent, Span<float> toOutputs) => Logistic.Pullback(outputs, cotangent, toOutputs);

        protected override MetricSet CreateKindsMetrics()
        {
            var matrix = new ConfusionMatrix(2);
            var scores = RankedScores.OfClasses(2);
            return new(
                new Accuracy(matrix), new BalancedAccuracy(matrix), new Precision(matrix, 1), new Recall(matrix, 1), new F1(matrix, 1),
                new LogLoss(new()), new Auroc(scores), new AveragePrecision(scores), new CalibrationError(new()));
        }

        public override int IndexOf(string label) =>
            Classes.IndexOf(label) is >= 0 and var index ? index
            : _positive is null || Truth(label) is not { } truth ? -1
            : truth == _positive ? 1 : 0;
    }
}
