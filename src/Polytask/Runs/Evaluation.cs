using System.Text.Json;
using System.Text.Json.Serialization;
using Polytask.Data;

namespace Polytask.Runs;

/// <summary>One measured figure; <c>Low</c> and <c>High</c> bound its 95 % interval where one was asked for.</summary>
public sealed record MetricValue(string Name, double Value, bool HigherIsBetter, string? Unit = null, double? Low = null, double? High = null);

/// <summary>Counts of true against predicted labels: <c>Counts[truth][prediction]</c>.</summary>
/// <param name="Labels">The classes.</param>
/// <param name="Counts">The counts.</param>
/// <param name="Counted">What is counted.</param>
public sealed record Confusion(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Counts, string Counted = "rows") : IJsonOnDeserialized
{
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Counts.Count != Labels.Count || Counts.Any(row => row?.Count != Labels.Count))
            throw new JsonException($"expected one row and one column of counts for each of {Labels.Count} labels");
    }
}

/// <summary>A row with what the model predicts for it, for people to look at.</summary>
/// <param name="Place">Where the row stands: file:line.</param>
/// <param name="Input">The start of its first input, as text; of an image, a small picture as a data URI.</param>
/// <param name="Truth">The label in the data; of a label in the image, a small picture as a data URI.</param>
/// <param name="Prediction">The label that was predicted, or a picture too.</param>
/// <param name="Loss">The loss of the row.</param>
/// <param name="Saliency">Of an image, a picture of what in it the prediction hangs on, as a data URI.</param>
public sealed record ShownRow(
    string Place, string Input, string Truth, string Prediction, double Loss, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Saliency = null);

/// <summary>What one task reaches on one part of the data.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Rows">Rows with a label for this task.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Metrics">The task's metrics; the first one chooses models.</param>
/// <param name="Confusion">For tasks with classes of rows or of pixels.</param>
/// <param name="Mistakes">The hardest mistakes, worst first; empty where they were not asked for.</param>
/// <param name="Samples">Some rows at random, where they are images.</param>
/// <param name="Legend">What the colours of the pictures stand for, where labels are pictures.</param>
public sealed record TaskEvaluation(
    string Task, long Rows, double Loss, IReadOnlyList<MetricValue> Metrics, Confusion? Confusion, IReadOnlyList<ShownRow> Mistakes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ShownRow>? Samples = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Legend? Legend = null);
