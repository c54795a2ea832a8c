using Polytask.Catalog;
using Polytask.Data;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class RegimeTests
{
    /// <summary>Every regime with its defaults, and some with all they have.</summary>
    public static TheoryData<RegimeOptions> Regimes =>
    [
        .. Kinds.Of(typeof(JointRegime)).Family.Kinds.Select(kind => (RegimeOptions)Activator.CreateInstance(kind.Options)! with { BatchSize = 4 }),
        new JointRegime { BatchSize = 3, Accumulate = 2 },
        new AlternatingRegime { BatchSize = 4, Accumulate = 3, Sampling = TaskSampling.Annealed },
        new SequentialRegime { BatchSize = 4, Accumulate = 2, Rehearsal = 0.5, Order = ["second", "third", "first"] },
    ];

    [Theory, MemberData(nameof(Regimes))]
    public void The_contract_holds(RegimeOptions options) => RegimeContract.Holds(options);

    /// <summary>Training rows in sources, and which of them have a label of which task.</summary>
    internal static TrainingStreams Streams(int[][] sources, params Func<int, bool>[] labels)
    {
        var count = sources.Max(rows => rows.Max()) + 1;
        var targets = labels.Select(has => new TargetColumn(new float[count], 1, [.. Enumerable.Repeat(1f, count)], [.. Enumerable.Range(0, count).Select(has)]));
        return new TrainingStreams(new EncodedRows(count, [], [.. targets]), sources, [.. labels.Select((_, task) => $"t{task}")], 1);
    }

    internal static int[] Rows(IEnumerable<StepBatch> batches) => [.. batches.SelectMany(batch => batch.Rows.ToArray())];
}
