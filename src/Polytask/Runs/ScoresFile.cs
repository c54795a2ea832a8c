using Polytask.Metrics;

namespace Polytask.Runs;

/// <summary>What a run predicts for the rows of one part that have a task's label.</summary>
/// <param name="Part">"validation" or "test".</param>
/// <param name="Task">The task.</param>
/// <param name="Rows">The rows, numbered through all sources.</param>
/// <param name="Measured">Their predictions beside their labels.</param>
public sealed record ScoredRows(string Part, string Task, IReadOnlyList<int> Rows, MeasuredRows Measured);

/// <summary>Predictions of a run row by row, so that runs can be compared on the same rows: a safetensors file.</summary>
public static class ScoresFile
{
    private static readonly FileFormat Format = new("polytask.scores", 1);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ScoredRows> scores)
    {
        var metadata = new Dictionary<string, string>();
        Format.AddTo(metadata);
        SafeTensors.Write(path, metadata, [.. scores.SelectMany(Tensors)]);
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or is of another version.</exception>
    public static IReadOnlyList<ScoredRows> Read(string path)
    {
        var (metadata, tensors) = SafeTensors.Read(path);
        Format.Require(metadata, path);
        return [.. tensors.Where(t => t.Name.EndsWith("/rows", StringComparison.Ordinal)).Select(t => Read(tensors, t))];
    }

    private static IEnumerable<StoredTensor> Tensors(ScoredRows scores)
    {
        var (name, rows, measured) = ($"{scores.Part}/{scores.Task}", scores.Rows.Count, scores.Measured);
        yield return StoredTensor.Of($"{name}/rows", scores.Rows.ToArray(), rows);
        yield return StoredTensor.Of($"{name}/predictions", measured.Predictions.ToArray(), rows, measured.PredictionWidth);
        yield return StoredTensor.Of($"{name}/targets", measured.Targets.ToArray(), rows, measured.TargetWidth);
        yield return StoredTensor.Of($"{name}/weights", Enumerable.Range(0, rows).Select(row => (float)measured.Weight(row)).ToArray(), rows);
    }

    private static ScoredRows Read(TensorSet tensors, StoredTensor rows)
    {
        // A task that a column names has a stroke in its own name.
        var name = rows.Name[..rows.Name.LastIndexOf('/')];
        var stroke = name.IndexOf('/', StringComparison.Ordinal);
        var count = rows.Shape[0];
        return new ScoredRows(name[..stroke], name[(stroke + 1)..], tensors.Require<int>(rows.Name, count), new MeasuredRows(
            tensors.Require<float>($"{name}/predictions", count, Width("predictions")), (int)Width("predictions"),
            tensors.Require<float>($"{name}/targets", count, Width("targets")), (int)Width("targets"),
            tensors.Require<float>($"{name}/weights", count)));

        long Width(string what) => tensors.Find($"{name}/{what}") is { Shape: [_, var width] } ? width : 0;
    }
}
