using Polytask.Data;

namespace Polytask.Training;

/// <summary>The training rows as regimes need them.</summary>
/// <param name="Data">All rows, encoded.</param>
/// <param name="Sources">The training rows of each source.</param>
/// <param name="Tasks">The tasks' names.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record TrainingStreams(EncodedRows Data, IReadOnlyList<int[]> Sources, IReadOnlyList<string> Tasks, long Seed)
{
    /// <summary>One stream per source, of the rows that have a label at all; sources without any are left out.</summary>
    public IReadOnlyList<RowStream> PerSource() =>
    [
        .. Sources.Select((rows, source) => new RowStream(Seed, $"source {source}", [.. rows.Where(row => Data.Targets.Any(t => t.Has(row)))]))
            .Where(stream => stream.Count > 0),
    ];

    /// <summary>One stream per task, of the rows that have its label.</summary>
    /// <exception cref="DataException">A task has no label in the training rows.</exception>
    public IReadOnlyList<RowStream> PerTask() =>
    [
        .. Data.Targets.Select((target, task) =>
        {
            int[] rows = [.. Sources.SelectMany(source => source).Where(target.Has)];
            return rows.Length > 0
                ? new RowStream(Seed, Tasks[task], rows)
                : throw new DataException($"tasks.{Tasks[task]}: no training row has a label. Expected at least one; check the column, or the split.");
        }),
    ];

    /// <summary>A list with <c>true</c> for every task.</summary>
    public bool[] All => [.. Tasks.Select(_ => true)];

    /// <summary>A list with <c>true</c> for one task.</summary>
    public bool[] Only(int task) => [.. Tasks.Select((_, t) => t == task)];
}
