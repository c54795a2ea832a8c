using Polytask.Data;
using Polytask.Training;

namespace Polytask.Testing;

/// <summary>
/// What every training regime keeps: its plan is a function of the step alone, so that a run can go on from any step; it trains on
/// training rows only; and every task is trained somewhere.
/// </summary>
public static class RegimeContract
{
    private static readonly string[] Tasks = ["first", "second", "third"];

    /// <summary>Checks a regime on two sources and three tasks, of which each row has some.</summary>
    /// <param name="options">The regime.</param>
    /// <param name="seed">The seed of its random streams.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(RegimeOptions options, long seed = 1)
    {
        const int count = 40;
        var data = new EncodedRows(count, [], [.. Tasks.Select((_, task) => Labels(count, row => row % (task + 1) == 0))]);
        int[][] sources = [[.. Enumerable.Range(0, 10)], [.. Enumerable.Range(20, 15)]];
        var streams = new TrainingStreams(data, sources, Tasks, seed);
        var training = sources.SelectMany(rows => rows).ToHashSet();
        var (regime, other) = (options.Create(streams), options.Create(streams));
        Contract.Requires(regime.Stages.Count > 0 && regime.Stages.All(stage => stage.Steps > 0 && stage.Scored.Count == Tasks.Length), $"Expected stages with steps, each judged by some of the tasks.");

        var trained = new HashSet<int>();
        for (var stage = regime.Stages.Count - 1; stage >= 0; stage--)
            for (var step = regime.Stages[stage].Steps - 1; step >= 0; step--)
            {
                var batches = regime.Plan(stage, step);
                foreach (var batch in batches)
                {
                    Contract.Requires(batch.Rows.Length > 0 && batch.Rows.ToArray().All(training.Contains), $"Stage {stage}, step {step}: expected training rows, found {string.Join(", ", batch.Rows.ToArray())}.");
                    trained.UnionWith(Enumerable.Range(0, Tasks.Length).Where(task => batch.Tasks[task]));
                }
                RequireSame(batches, regime.Plan(stage, step), stage, step);
            }
        Contract.Requires(trained.Count == Tasks.Length, $"Expected every task to be trained, found {trained.Count} of {Tasks.Length}.");
        for (var stage = 0; stage < regime.Stages.Count; stage++)
            for (var step = 0L; step < regime.Stages[stage].Steps; step++) RequireSame(regime.Plan(stage, step), other.Plan(stage, step), stage, step);
    }

    private static void RequireSame(IReadOnlyList<StepBatch> one, IReadOnlyList<StepBatch> other, int stage, long step) => Contract.Requires(
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Rows.Span.SequenceEqual(pair.Second.Rows.Span) && pair.First.Tasks.SequenceEqual(pair.Second.Tasks)),
        $"Stage {stage}, step {step}: expected the same batches in whatever order steps are asked for, found others.");

    private static TargetColumn Labels(int count, Func<int, bool> has) =>
        new(new float[count], 1, [.. Enumerable.Repeat(1f, count)], [.. Enumerable.Range(0, count).Select(has)]);
}
