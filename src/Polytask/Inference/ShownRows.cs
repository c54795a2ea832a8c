using Polytask.Data;
using Polytask.Metrics;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>Rows beside what one task predicts for them, for people to look at. Images are predicted once more, to see what in them the predictions hang on.</summary>
/// <param name="network">The network.</param>
/// <param name="task">The task.</param>
/// <param name="place">Its place among the tasks.</param>
/// <param name="scores">What it predicted for rows with a label.</param>
/// <param name="encoded">All rows, as numbers.</param>
/// <param name="data">All rows as read.</param>
/// <param name="input">What people see of the input of a row.</param>
internal sealed class ShownRows(MultiTaskModel network, PredictionTask task, int place, TaskScores scores, EncodedRows encoded, DataSet data, Func<int, string> input)
{
    private readonly MeasuredRows _measured = scores.Measured;
    private readonly ImageColumn? _images = encoded.Inputs[0] as ImageColumn;

    /// <summary>The rows with the greatest loss, worst first; of those with one label, such as were not predicted right.</summary>
    /// <param name="count">The most that are wanted.</param>
    public IReadOnlyList<ShownRow> Worst(int count) =>
        Show([.. Enumerable.Range(0, scores.Rows.Count).OrderByDescending(i => scores.Losses[i]).Where(i => task is PixelTask || Truth(i) != task.Label(_measured.Prediction(i))).Take(count)]);

    /// <summary>The first rows with a label in some order; <c>null</c> where they are no images.</summary>
    /// <param name="count">The most that are wanted.</param>
    /// <param name="order">The order.</param>
    public IReadOnlyList<ShownRow>? First(int count, IEnumerable<int> order)
    {
        if (_images is null) return null;
        var places = scores.Rows.Index().ToDictionary(row => row.Item, row => row.Index);
        return Show([.. order.Where(places.ContainsKey).Take(count).Select(row => places[row])]);
    }

    private IReadOnlyList<ShownRow> Show(int[] chosen)
    {
        if (_images is null) return [.. chosen.Select(i => Show(i, Truth(i), task.Label(_measured.Prediction(i))))];
        var rows = chosen.Select(i => scores.Rows[i]).ToArray();
        return [.. Saliency.Of(network, task, place, encoded, rows, input: 0).Zip(chosen, (seen, i) =>
            Show(i, Drawn(scores.Rows[i], encoded.Targets[place][scores.Rows[i]]) ?? Truth(i), Drawn(scores.Rows[i], seen.Prediction) ?? task.Label(seen.Prediction))
                with { Saliency = _images.Heat(scores.Rows[i], seen.Relevance)?.Small().DataUri() })];
    }

    private ShownRow Show(int i, string truth, string prediction) => new(data[scores.Rows[i]].Place.ToString(), input(scores.Rows[i]), truth, prediction, scores.Losses[i]);

    private string? Drawn(int row, ReadOnlySpan<float> label) => task.Picture(_images!, row, label);

    private string Truth(int i) => task.TargetLabel(encoded.Targets[place][scores.Rows[i]]);
}
