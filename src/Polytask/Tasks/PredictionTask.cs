using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Losses;
using Polytask.Metrics;
using Polytask.Modules;

namespace Polytask.Tasks;

/// <summary>One thing to predict: a column, its type, and how much it counts.</summary>
[Family("tasks", "task type")]
public abstract record TaskOptions
{
    /// <summary>The column to predict; by default the task's own name.</summary>
    public string? Column { get; init; }

    /// <summary>The source whose rows carry the labels; by default every source that has the column.</summary>
    [NameIn("data")]
    public string? Source { get; init; }

    /// <summary>Only rows with these values in these columns carry labels of this task: <c>where: { domain: books }</c>.</summary>
    public IReadOnlyDictionary<string, string>? Where { get; init; }

    /// <summary>A column that names tasks of one kind: every value that it has in training rows with a label is a task of its own, <c>NAME/VALUE</c>, whose labels are those of its rows. All of them have one unit, and the same classes.</summary>
    public string? ForEach { get; init; }

    /// <summary>The task's weight w_t in the total loss Σ w_t L_t.</summary>
    [Range(0, 1e6)]
    public double Weight { get; init; } = 1;

    /// <summary>The metric that chooses models and by which comparisons judge, one of which more is better; by default the one that the task's kind has first.</summary>
    public string? Metric { get; init; }

    /// <summary>Whether the head reads the mean of every map at the end of the trunk, and not all its numbers: for a label of the whole image beside labels of every pixel.</summary>
    public bool Pooled { get; init; }

    /// <summary>A column with a weight per row, at least 0; a missing cell counts as 1.</summary>
    public string? RowWeight { get; init; }

    /// <summary>
    /// Tasks whose predictions the head of this one reads beside the representation, as a topic may depend on the sentiment: probabilities of classes, or a number in standard
    /// deviations from its mean. They are predictions on every row, whether it has labels of those tasks or not (Hashimoto et al., A Joint Many-Task Model, EMNLP 2017).
    /// </summary>
    [NameIn("tasks")]
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>Whether the loss of this task leaves the tasks in <c>from</c> as they are: it then learns from their predictions without training them.</summary>
    public bool StopGradient { get; init; }

    /// <summary>The task without which this one cannot be yes; <c>null</c> where there is none.</summary>
    public virtual string? Condition => null;

    /// <summary>Whether its head puts out one number, the logit of yes, so that another task can be given it.</summary>
    public virtual bool IsYesOrNo => false;

    /// <summary>Whether a label that cannot be read counts as missing, in place of an error.</summary>
    public virtual bool LeavesOutUnreadable => false;

    /// <summary>How many bytes of labels are kept, where others are read again in every epoch; <c>null</c> where all are kept.</summary>
    public virtual long? LabelRoom => null;

    /// <summary>The same task where there are these others alone.</summary>
    public virtual TaskOptions Among(IReadOnlyCollection<string> tasks) =>
        From?.Where(tasks.Contains).ToArray() is { Length: > 0 } from ? this with { From = from } : this with { From = null, StopGradient = false };

    /// <summary>Fits what the task must know of its labels (classes, mean and deviation) on training labels.</summary>
    /// <exception cref="DataException">There is no label, there is one class only, or a label cannot be read; the message names its place.</exception>
    /// <exception cref="ConfigurationException">An option names a class that is none.</exception>
    public abstract PredictionTask Fit(string name, IEnumerable<(string Value, Place Place)> trainingLabels);

    /// <summary>Makes the task again from what <see cref="PredictionTask.SaveState"/> wrote.</summary>
    /// <exception cref="CheckpointException">The state is damaged.</exception>
    public abstract PredictionTask Restore(string name, JsonElement state);
}

/// <summary>
/// A task once its labels are known: how a label becomes numbers (the target), what the head must put out, the loss of one row,
/// the prediction that a user sees, and the metrics. Knows nothing of batches: masks, means and weights are taken care of outside.
/// </summary>
public abstract class PredictionTask(string name, TaskOptions options)
{
    /// <summary>The task's name.</summary>
    public string Name { get; } = name;

    /// <summary>The options it was made from.</summary>
    public TaskOptions Options { get; } = options;

    /// <summary>The column that holds the labels.</summary>
    public string Column => Options.Column ?? Name;

    /// <summary>Numbers that the head puts out per row (logits).</summary>
    public abstract int OutputWidth { get; }

    /// <summary>What its head puts out and what that reads.</summary>
    public virtual HeadShape Head => new(OutputWidth, Options.Pooled);

    /// <summary>Numbers that one encoded label takes.</summary>
    public abstract int TargetWidth { get; }

    /// <summary>How a label lies in its image, with which training moves it; <c>null</c> where it does not.</summary>
    public virtual TargetGeometry? Geometry => null;

    /// <summary>Numbers in one decoded prediction: probabilities of the classes, or values in the unit of the column.</summary>
    public abstract int PredictionWidth { get; }

    /// <summary>What each number of a prediction is: the class names, or the column's name; none where they are pixels.</summary>
    public abstract IReadOnlyList<string> PredictionNames { get; }

    /// <summary>The names of the classes that rows, or their pixels, have one of; without use where they have none.</summary>
    public virtual IReadOnlyList<string> ClassNames => PredictionNames;

    /// <summary>Opens what many labels are read from; it is closed when they are encoded.</summary>
    public virtual IDisposable? Open() => null;

    /// <summary>Encodes a label into <paramref name="target"/> ([TargetWidth]).</summary>
    /// <exception cref="DataException">The label is not one of the classes or not a number; the message names the place.</exception>
    public abstract void Encode(string label, Place place, Span<float> target);

    /// <summary>The loss of one row, and its gradient with respect to the outputs.</summary>
    /// <param name="outputs">What the head put out, [OutputWidth].</param>
    /// <param name="target">The encoded label, [TargetWidth].</param>
    /// <param name="gradient">Receives the derivative of the loss, [OutputWidth].</param>
    public abstract double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient);

    /// <summary>The same loss in double precision, where it is one of a single output, convex and smooth; otherwise <c>null</c>.</summary>
    public virtual SmoothLoss? Smooth => null;

    /// <summary>Turns outputs into a prediction: [OutputWidth] to [PredictionWidth].</summary>
    public abstract void Predict(ReadOnlySpan<float> outputs, Span<float> prediction);

    /// <summary>Numbers that it tells tasks with it in their <see cref="TaskOptions.From"/>.</summary>
    public virtual int SignalWidth => OutputWidth;

    /// <summary>
    /// Turns outputs into what such tasks are told, [OutputWidth] to [SignalWidth]: the prediction in numbers that are about as large for any task. The outputs themselves where
    /// a task says nothing else.
    /// </summary>
    public virtual void Signal(ReadOnlySpan<float> outputs, Span<float> signal) => outputs.CopyTo(signal);

    /// <summary>Pulls a cotangent of what <see cref="Signal"/> tells, [SignalWidth], back to the outputs, [OutputWidth].</summary>
    public virtual void PullbackSignal(ReadOnlySpan<float> outputs, ReadOnlySpan<float> cotangent, Span<float> toOutputs) => cotangent.CopyTo(toOutputs);

    /// <summary>
    /// The derivatives by the outputs of the score that explains a prediction, the number of which is asked what in the input it hangs on: that of the class that is predicted; by default
    /// the mean of the outputs.
    /// </summary>
    /// <param name="outputs">What the head put out, [OutputWidth].</param>
    /// <param name="toOutputs">Receives the derivatives, [OutputWidth].</param>
    public virtual void PullbackScore(ReadOnlySpan<float> outputs, Span<float> toOutputs) => toOutputs.Fill(1f / toOutputs.Length);

    /// <summary>The label that a prediction stands for, as it would stand in the column.</summary>
    public abstract string Label(ReadOnlySpan<float> prediction);

    /// <summary>The label that an encoded target stands for.</summary>
    public abstract string TargetLabel(ReadOnlySpan<float> target);

    /// <summary>A small picture of a label or a prediction of an image, as a data URI of a PNG; <c>null</c> where words say it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="row">The row of the image.</param>
    /// <param name="label">The encoded label, or the prediction.</param>
    public virtual string? Picture(ImageColumn images, int row, ReadOnlySpan<float> label) => null;

    /// <summary>Numbers that metrics read of a prediction and of a label.</summary>
    public virtual (int Prediction, int Target) MeasureWidths => (PredictionWidth, TargetWidth);

    /// <summary>Makes of a prediction and a label what metrics read: both as they are, or, of labels of every pixel, counts.</summary>
    /// <param name="prediction">The prediction, [PredictionWidth].</param>
    /// <param name="target">The encoded label, [TargetWidth].</param>
    /// <param name="measuredPrediction">Receives what is read of the prediction.</param>
    /// <param name="measuredTarget">Receives what is read of the label.</param>
    public virtual void Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> measuredPrediction, Span<float> measuredTarget)
    {
        prediction.CopyTo(measuredPrediction);
        target.CopyTo(measuredTarget);
    }

    /// <summary>Fresh metrics, the one that chooses models first; more is better for that one.</summary>
    /// <exception cref="ConfigurationException">The metric of the options is none of the task's, or one of which less is better.</exception>
    public MetricSet CreateMetrics()
    {
        var metrics = CreateKindsMetrics();
        if (Options.Metric is null) return metrics;
        var better = metrics.Where(metric => metric.Direction == Direction.Higher).ToArray();
        return better.FirstOrDefault(metric => metric.Name == Options.Metric) is { } chosen ? new MetricSet([chosen, .. metrics.Where(metric => metric != chosen)])
            : throw new ConfigurationException($"tasks.{Name}.metric: expected a metric of the task of which more is better, found '{Options.Metric}'. Choose one of {string.Join(", ", better.Select(metric => metric.Name))}.");
    }

    /// <summary>Fresh metrics in the order of the task's kind, one of which more is better first.</summary>
    protected abstract MetricSet CreateKindsMetrics();

    /// <summary>Writes what was fitted (not the options), as one JSON value.</summary>
    public abstract void SaveState(Utf8JsonWriter writer);
}
