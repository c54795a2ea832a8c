using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>
/// Predicts one of several classes that have an order, such as stars or sizes. One question per step of the order ("above this, given
/// that it is above the one before?") makes the chances of being above a class fall from class to class, always.
/// </summary>
[Kind("ordinal",
    Paper = "Shi, Cao and Raschka, Deep Neural Networks for Rank-Consistent Ordinal Regression Based on Conditional Probabilities, Pattern Analysis and Applications 26, 2023",
    Url = "https://arxiv.org/abs/2111.08851")]
public sealed record OrdinalTask : TaskOptions, IConstrained
{
    /// <summary>The classes, lowest first; labels that are numbers have an order already.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems() => ClassList.Problems("order", Order, 2);

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var labels = new TrainingLabels(name, Column ?? name, trainingLabels);
        labels.RequireTwo();
        var task = new Fitted(name, this, new(Order ?? Numbers(name, labels)));
        labels.Encode(task);
        return task;
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) => new Fitted(name, this, new TaskState(name, state).Classes(2));

    private IReadOnlyList<string> Numbers(string name, TrainingLabels labels)
    {
        foreach (var (label, place) in labels.All)
            if (!TrainingLabels.IsNumber(label))
                throw new DataException($"{place}  column '{Column ?? name}': \"{label}\" is not a number, so the order of the classes is not known. State it, lowest first, under tasks.{name}.order.");
        return labels.Distinct();
    }

    private sealed class Fitted(string name, OrdinalTask options, ClassList classes) : ClassTask(name, options, classes, $", or add the class to tasks.{name}.order")
    {
        public override int OutputWidth => Classes.Count - 1;

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) =>
            OrdinalCrossEntropy.Loss(outputs, (int)target[0], gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => OrdinalCrossEntropy.Probabilities(outputs, prediction);

        public override int SignalWidth => Classes.Count;

        public override void Signal(ReadOnlySpan<float> outputs, Span<float> signal) => Predict(outputs, signal);

        public override void PullbackSignal(ReadOnlySpan<float> outputs, ReadOnlySpan<float> cotangent, Span<float> toOutputs) => OrdinalCrossEntropy.Pullback(outputs, cotangent, toOutputs);

        /// <summary>Accuracy chooses models, as in the other tasks with classes: unlike kappa it is defined for all rows.</summary>
        protected override MetricSet CreateKindsMetrics()
        {
            var matrix = new ConfusionMatrix(Classes.Count, Decide.Median);
            return new(new Accuracy(matrix), new WithinOneAccuracy(matrix), new QuadraticKappa(matrix), new LogLoss(new()));
        }

        protected override int Choose(ReadOnlySpan<float> probabilities) => Decide.Median(probabilities);
    }
}
