using Polytask.Configuration;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class BranchedTests
{
    private static readonly StageOptions[] Stages = [new DenseStage { Width = 5 }, new DropoutStage(), new DenseStage { Width = 6 }];

    [Fact]
    public void The_tasks_of_a_group_have_one_trunk_together()
    {
        using var branched = new LiteralTrunk(new Branched { Groups = [["t2", "t0"], ["t1"]], Trunk = Stages });
        branched.Is((task, x) =>
        {
            var branch = task == 1 ? "t1" : "t2";
            return branched.Layer($"trunk.2.branches.{branch}", branched.Layer($"trunk.0.branches.{branch}", x));
        });
        Assert.Equal([0, 1, 0], branched.Trunk.RepresentationOf);
        Assert.Equal(2 * (5 * (Inputs + 1) + 6 * (5 + 1)), branched.Parameters);
        Assert.All(branched.Store.Dense, p => Assert.Equal(p.Name.Contains(".t1.", StringComparison.Ordinal) ? "t1" : ParameterStore.Shared, p.Owner));
    }

    [Fact]
    public void Groups_of_a_tree_split_on_the_way_up()
    {
        using var tree = new LiteralTrunk(
            new Branched { StageGroups = [[["t0", "t1", "t2", "t3"]], [["t3", "t1"], ["t0", "t2"]], [["t0"], ["t1", "t3"], ["t2"]]], Trunk = [.. Stages, new DenseStage { Width = 3 }] }, tasks: 4);
        tree.Is((task, x) => tree.Layer(
            $"trunk.3.branches.t{(task == 3 ? 1 : task)}", tree.Layer($"trunk.2.branches.{(task % 2 == 0 ? "t0" : "t3")}", tree.Layer("trunk.0", x))));
        Assert.Equal([0, 1, 2, 1], tree.Trunk.RepresentationOf);
        Assert.Equal(5 * (Inputs + 1) + 2 * 6 * (5 + 1) + 3 * 3 * (6 + 1), tree.Parameters);
    }

    [Fact]
    public void Inputs_are_shared_below_the_first_split()
    {
        foreach (var (options, tables) in new[]
        {
            (new Branched { Groups = [["t0", "t1"], ["t2"]] }, new[] { ("inputs.branches.t0.words", ParameterStore.Shared), ("inputs.branches.t2.words", "t2") }),
            (new Branched { StageGroups = [[["t0"], ["t1"], ["t2"]]] }, [("inputs.words", ParameterStore.Shared)]),
        })
        {
            using var store = new ParameterStore(1);
            options.Create(store, [new BagShape("words", 3, 2, Pooling.Sum, true)], ["t0", "t1", "t2"]);
            Assert.Equal(tables, store.Tables.Select(table => (table.Name, table.Owner)));
        }
    }

    [Fact]
    public void One_group_is_hard_sharing_bit_for_bit()
    {
        using var branched = new LiteralTrunk(new Branched { Groups = [["t2", "t0", "t1"]], Trunk = Stages });
        using var hard = new LiteralTrunk(new HardSharing { Trunk = Stages });
        Assert.Equal(hard.Store.Dense.Select(p => (p.Name, p.Owner)), branched.Store.Dense.Select(p => (p.Name, p.Owner)));
        Assert.Equal(hard.Trunk.RepresentationOf, branched.Trunk.RepresentationOf);
        Assert.All(hard.Found().Zip(branched.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void Groups_of_one_task_are_single_tasks()
    {
        using var branched = new LiteralTrunk(new Branched { Groups = [["t0"], ["t1"], ["t2"]], Trunk = Stages });
        using var single = new LiteralTrunk(new SingleTask { Trunk = Stages });
        foreach (var parameter in branched.Store.Dense)
        {
            // trunk.0.branches.t1.weight
            var parts = parameter.Name.Split('.');
            var its = single.Store.Dense.Single(p => p.Name == $"tasks.{parts[3]}.trunk.{parts[1]}.{parts[4]}");
            Assert.Equal(its.Owner, parameter.Owner);
            Numbers.Of(its.Value).CopyTo(Numbers.Of(parameter.Value));
        }
        single.Is((task, x) => [.. branched.Found().Where(found => found.Task == task && branched.Row(found.Row).SequenceEqual(x)).Single().Numbers.Select(number => (double)number)]);
    }

    [Fact]
    public void The_contract_of_architectures_holds_for_groups() =>
        SharingContract.Holds(tasks => new Branched { Groups = [.. tasks.Chunk(2)] });

    [Fact]
    public void The_contract_of_architectures_holds_for_trees() =>
        SharingContract.Holds(tasks => new Branched { StageGroups = [[.. tasks.Chunk(3)], [.. tasks.Chunk(3).SelectMany(group => group.Chunk(2).Reverse())]] });

    [Theory]
    [InlineData("groups: [[mood, topic], [lenght]]", "9:27  sharing.groups: there is no 'lenght' in tasks. Did you mean 'length'?")]
    [InlineData("groups: [[mood, topic]]", "9:27  sharing.groups: expected every task in one group, found 'length' in none. Name each task once.")]
    [InlineData("groups: [[mood, topic], [length, mood]]", "9:27  sharing.groups: expected every task in one group, found 'mood' in several. Name each task once.")]
    [InlineData("groups: [[mood, topic, length], []]", "9:27  sharing.groups: expected groups of one task or more, found an empty one. Remove it.")]
    [InlineData("trunk: [dense, dropout, dense], stageGroups: [[[mood, topic, length]]]", "9:59  sharing.stageGroups: expected groups for each of the trained stages of the trunk, 2, found 1. Dropout has none of its own: it goes with the stage before it.")]
    [InlineData(
        "trunk: [dense, dense], stageGroups: [[[mood], [topic, length]], [[mood, topic], [length]]]",
        "9:91  sharing.stageGroups[1]: mood and topic are apart below and together here, and branches only split on the way up. Put them together below, or apart here.")]
    [InlineData(
        "groups: [[mood, topic], [length]], trunk: [dense], stageGroups: [[[mood, topic, length]]]",
        "9:92  sharing.stageGroups[0]: mood and topic and length are apart below and together here, and branches only split on the way up. Put them together below, or apart here.")]
    public void Groups_that_do_not_fit_are_refused_with_the_run_file(string options, string problem)
    {
        const string file = "data:\n  shop: {kind: csv, path: shop.csv}\ninputs:\n  text: text\ntasks:\n  mood: classification\n  topic: classification\n  length: regression\n";
        var message = Assert.Throws<ConfigurationException>(() => RunFileReader.Parse($"{file}sharing: {{kind: branched, {options}}}\n", "run.yaml", ".")).Message;
        Assert.Equal($"run.yaml:{problem}", message);
    }

    [Fact]
    public void Groups_of_other_tasks_are_refused_by_programs_too()
    {
        using var store = new ParameterStore(1);
        Assert.Equal(
            "sharing.groups: there is no 'x' in tasks. Choose one of one, other.",
            Assert.Throws<ConfigurationException>(() => new Branched { Groups = [["one", "other"], ["x"]] }.Create(store, [new DenseShape("x", 5)], ["one", "other"])).Message);
    }
}
