using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class PleTests
{
    private const int Shared = 2, Own = 3, Tasks = 3;
    private static readonly Ple Options = new() { SharedExperts = Shared, TaskExperts = Own, Trunk = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }, new DenseStage { Width = 4 }] };

    [Fact]
    public void Each_level_is_gated_for_every_task_and_for_the_shared_path()
    {
        using var ple = new LiteralTrunk(Options);
        ple.Is((task, x) =>
        {
            // At first every task's path and the shared one carry the inputs.
            var paths = Enumerable.Repeat(x, Tasks).ToArray();
            var common = x;
            for (var level = 0; level < 3; level++)
            {
                var shared = Experts(ple, $"trunk.{level}.experts", common, Shared);
                var own = Enumerable.Range(0, Tasks).Select(t => Experts(ple, $"trunk.{level}.experts.{Task(t)}", paths[t], Own)).ToArray();
                paths = [.. paths.Select((path, t) => ple.Gated($"trunk.{level}.gates.{Task(t)}", path, [.. shared, .. own[t]]))];
                if (level < 2) common = ple.Gated($"trunk.{level}.gates", common, [.. shared, .. own.SelectMany(list => list)]);
            }
            return paths[task];
        });
        const int experts = Shared + Tasks * Own, choices = Shared + Own;
        Assert.Equal(
            experts * (5 * (Inputs + 1) + 6 * (5 + 1) + 4 * (6 + 1)) + (Tasks * choices + experts) * (Inputs + 5) + Tasks * choices * 6, ple.Parameters);
    }

    [Fact]
    public void With_one_level_it_is_customised_gate_control()
    {
        StageOptions[] stage = [new DenseStage { Width = 5 }];
        using var ple = new LiteralTrunk(Options with { Trunk = stage });
        using var cgc = new LiteralTrunk(new Cgc { SharedExperts = Shared, TaskExperts = Own, Trunk = stage });
        Assert.Equal(cgc.Store.Dense.Select(p => (p.Owner, p.Length)), ple.Store.Dense.Select(p => (p.Owner, p.Length)));
        Assert.All(cgc.Found().Zip(ple.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void The_shared_path_leads_from_a_tasks_experts_to_other_tasks()
    {
        // LibMTL has no shared gate: there, another task's experts reach nobody else.
        using var ple = new LiteralTrunk(Options);
        var before = ple.Found().Where(found => found.Task == 0).ToArray();
        var expert = ple.Store.Dense.Single(p => p.Name == "trunk.0.experts.t2.bias");
        Assert.Equal(ParameterStore.Shared, expert.Owner);
        Numbers.Of(expert.Value).Fill(3);
        Assert.NotEqual(before.SelectMany(found => found.Numbers), ple.Found().Where(found => found.Task == 0).SelectMany(found => found.Numbers));
    }

    [Fact]
    public void The_shared_experts_compute_once_for_all_tasks()
    {
        // LibMTL runs them on every task's representation: K times the work.
        var parts = Enumerable.Range(1, 4).Select(tasks =>
        {
            using var ple = new LiteralTrunk(Options, tasks);
            return ple.Store.Dense.Where(p => p.Owner == ParameterStore.Shared && p.Name.EndsWith("experts.weight", StringComparison.Ordinal)).Sum(p => p.Length);
        });
        Assert.Single(parts.Distinct());
    }

    [Fact]
    public void The_last_level_is_the_tasks_own()
    {
        using var ple = new LiteralTrunk(Options);
        string Owner(string name) => ple.Store.Dense.Single(p => p.Name == name).Owner;
        Assert.Equal(["shared", "shared", "t1"], Enumerable.Range(0, 3).Select(level => Owner($"trunk.{level}.experts.t1.weight")));
        Assert.Equal(["shared", "t1", "t1"], Enumerable.Range(0, 3).Select(level => Owner($"trunk.{level}.gates.t1.weight")));
    }

    private static double[][] Experts(LiteralTrunk ple, string name, double[] x, int count) => [.. Enumerable.Range(0, count).Select(k => ple.Layer(name, x, k))];
}
