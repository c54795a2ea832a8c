using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;

namespace Polytask.Tasks;

/// <summary>Predicts any number of labels per row, each a yes or no of its own, by logistic cross-entropy.</summary>
[Kind("multi_label")]
public sealed record MultiLabelTask : TaskOptions, IConstrained
{
    /// <summary>The labels, in the order in which they are shown; by default every label of the training rows, sorted.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What stands between the labels of one row.</summary>
    public string Separator { get; init; } = "|";

    /// <summary>What stands in the column where a row has none of the labels. An empty cell means that its labels are not known.</summary>
    public string Empty { get; init; } = "none";

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in ClassList.Problems("labels", Labels, 1)) yield return problem;
        if (Separator.Length == 0) yield return ("separator", "expected at least one character, found none.");
        else if (Labels?.FirstOrDefault(label => label.Contains(Separator, StringComparison.Ordinal)) is { } joined) yield return ("labels", $"\"{joined}\" contains the separator \"{Separator}\". Choose another separator.");
        if (Empty.Trim().Length == 0) yield return ("empty", "expected a word; an empty cell already means that the labels are not known.");
        if (Labels?.Contains(Empty) == true) yield return ("empty", $"\"{Empty}\" is one of the labels. Choose another word for rows without labels.");
    }

    /// <inheritdoc/>
    public override PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels)
    {
        var cells = new TrainingLabels(name, Column ?? name, trainingLabels);
        var found = cells.All.SelectMany(cell => Split(cell.Value, cell.Place, Column ?? name).Select(label => (label, cell.Place))).ToArray();
        if (found.Length == 0) throw new DataException($"tasks.{name}: column '{Column ?? name}' is \"{Empty}\" in all {cells.All.Count} training rows. Expected at least one label; check the column and the split.");
        var task = new Fitted(name, this, new(Labels ?? new TrainingLabels(name, Column ?? name, found).Distinct()));
        cells.Encode(task);
        return task;
    }

    /// <inheritdoc/>
    public override PredictionTask Restore(string name, JsonElement state) => new Fitted(name, this, new TaskState(name, state).Classes(1));

    private string[] Split(string cell, Place place, string column)
    {
        if (cell.Trim() == Empty) return [];
        var labels = cell.Split(Separator, StringSplitOptions.TrimEntries);
        return labels.All(label => label.Length > 0 && label != Empty) ? labels
            : throw new DataException($"{place}  column '{column}': expected labels separated by \"{Separator}\", or \"{Empty}\" alone, found \"{cell}\". Correct it.");
    }

    private sealed class Fitted(string name, MultiLabelTask options, ClassList labels) : PredictionTask(name, options)
    {
        public override int OutputWidth => labels.Count;

        public override int TargetWidth => labels.Count;

        public override int PredictionWidth => labels.Count;

        public override IReadOnlyList<string> PredictionNames => labels.Names;

        public override void Encode(string label, Place place, Span<float> target)
        {
            target.Clear();
            foreach (var one in options.Split(label, place, Column))
                target[labels.IndexOf(one) is >= 0 and var k ? k : throw labels.Unknown(one, place, Column, $", or add the label to tasks.{Name}.labels")] = 1;
        }

        public override double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient) =>
            MultiLabelCrossEntropy.Loss(outputs, target, gradient);

        public override void Predict(ReadOnlySpan<float> outputs, Span<float> prediction) => Logistic.Probabilities(outputs, prediction);

        public override void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs) => Logistic.PullbackMeanOfLikely(outputs, toOutputs);

        public override void Signal(ReadOnlySpan<float> outputs, Span<float> signal) => Logistic.Probabilities(outputs, signal);

        public override void PullbackSignal(ReadOnlySpan<float> outputs, ReadOnlySpan<float> cotangent, Span<float> toOutputs) => Logistic.Pullback(outputs, cotangent, toOutputs);

        public override string Label(ReadOnlySpan<float> prediction)
        {
            var chosen = new List<string>();
            for (var k = 0; k < prediction.Length; k++)
                if (prediction[k] > 0.5f) chosen.Add(labels.Names[k]);
            return chosen.Count > 0 ? string.Join(options.Separator, chosen) : options.Empty;
        }

        public override string TargetLabel(ReadOnlySpan<float> target) => Label(target);

        protected override MetricSet CreateKindsMetrics()
        {
            var counts = new LabelCounts(labels.Count);
            var scores = RankedScores.OfLabels(labels.Count);
            return new(new MicroF1(counts), new MacroF1(counts), new Auroc(scores), new AveragePrecision(scores));
        }

        public override void SaveState(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            labels.Save(writer);
            writer.WriteEndObject();
        }
    }
}
