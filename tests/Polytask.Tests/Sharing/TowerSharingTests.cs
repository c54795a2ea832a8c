using Polytask.Catalog;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class TowerSharingTests
{
    private static readonly StageOptions[] Stages = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    /// <summary>Every kind that has a tower for each task.</summary>
    public static TheoryData<StitchedSharing> Towers => [new CrossStitch { Trunk = Stages }, new CrossStitch { Trunk = Stages, PerChannel = false }, new Nddr { Trunk = Stages }];

    [Theory, MemberData(nameof(Towers))]
    public void Towers_that_read_only_themselves_are_single_tasks(StitchedSharing options)
    {
        using var beginning = Beginning(options with { OwnWeight = 1 });
        using var towers = new LiteralTrunk(options);
        using var single = new LiteralTrunk(new SingleTask { Trunk = Stages });
        foreach (var parameter in towers.Store.Dense)
        {
            if (parameter.Name.Contains(".fusion.", StringComparison.Ordinal)) Values(beginning, parameter.Name).CopyTo(Numbers.Of(parameter.Value));
            else
            {
                // trunk.0.towers.t1.weight
                var parts = parameter.Name.Split('.');
                Values(single.Store, $"tasks.{parts[3]}.trunk.{parts[1]}.{parts[4]}").CopyTo(Numbers.Of(parameter.Value));
            }
        }
        single.Is((task, x) => [.. towers.Found().Where(found => found.Task == task && towers.Row(found.Row).SequenceEqual(x)).Single().Numbers.Select(number => (double)number)]);
    }

    [Theory, MemberData(nameof(Towers))]
    public void A_task_reads_the_stages_around_the_towers_too(StitchedSharing options)
    {
        using var towers = new LiteralTrunk(options with { SharedStages = [new DenseStage { Width = 3 }], TaskStages = [new DenseStage { Width = 2 }] });
        foreach (var (name, shape) in new[] { ("shared.0.weight", new long[] { 3, Inputs }), ("trunk.0.towers.t1.weight", [5, 3]), ("towers.0.t1.weight", [2, 6]) })
            Assert.Equal(shape, towers.Store.Dense.Single(p => p.Name == name).Shape);
        Assert.All(towers.Found(), found => Assert.Equal(2, found.Numbers.Length));
    }

    [Theory, MemberData(nameof(Towers))]
    public void All_is_shared_but_what_a_task_reads_at_the_end(StitchedSharing options)
    {
        using var towers = new LiteralTrunk(options);
        Assert.All(towers.Store.Dense, p => Assert.Equal(p.Name.StartsWith("trunk.1.fusion.", StringComparison.Ordinal) ? p.Name.Split('.')[3] : ParameterStore.Shared, p.Owner));
    }

    [Theory, MemberData(nameof(Towers))]
    public void Towers_need_stages_that_are_trained(StitchedSharing options) => Assert.Equal(
        [("trunk", $"'{Kinds.Of(options.GetType()).Name}' needs a trunk with a stage that is trained: expected at least one, found none. Add one, such as dense, or choose kind: hard.")],
        (options with { Trunk = [new DropoutStage()] }).Problems());

    internal static ParameterStore Beginning(SharingOptions options)
    {
        var store = new ParameterStore(1);
        options.Create(store, [new DenseShape("x", Inputs)], [Task(0), Task(1), Task(2)]);
        store.Allocate();
        return store;
    }

    internal static float[] Values(ParameterStore store, string name) => Numbers.Of(store.Dense.Single(p => p.Name == name).Value).ToArray();
}
