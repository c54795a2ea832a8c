using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class AdaTTTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Levels = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Fact]
    public void A_task_adds_its_own_expert_to_what_its_gate_makes_of_all()
    {
        using var adatt = new LiteralTrunk(new AdaTT { Trunk = Levels });
        adatt.Is((task, x) =>
        {
            var paths = Enumerable.Repeat(x, Tasks).ToArray();
            for (var level = 0; level < Levels.Length; level++)
            {
                var experts = paths.Select((path, t) => adatt.Layer($"trunk.{level}.experts.{Task(t)}", path)).ToArray();
                paths = [.. paths.Select((path, t) => Mix([1, 1], [adatt.Gated($"trunk.{level}.gates.{Task(t)}", path, experts), experts[t]]))];
            }
            return paths[task];
        });
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)) + Tasks * Tasks * (Inputs + 5), adatt.Parameters);
    }

    [Fact]
    public void Several_native_experts_are_added_with_weights_that_are_learnt()
    {
        const int shared = 1, own = 2;
        using var adatt = new LiteralTrunk(new AdaTT { Trunk = Levels, TaskExperts = own, SharedExperts = shared });
        adatt.Is((task, x) =>
        {
            // The first module is nobody's; it ends below the last level.
            string[] modules = ["", .. Enumerable.Range(0, Tasks).Select(t => $".{Task(t)}")];
            var paths = Enumerable.Repeat(x, 1 + Tasks).ToArray();
            for (var level = 0; level < Levels.Length; level++)
            {
                double[][][] experts = [.. modules.Select((module, i) => Enumerable.Range(0, i == 0 ? shared : own).Select(k => adatt.Layer($"trunk.{level}.experts{module}", paths[i], k)).ToArray())];
                double[][] all = [.. experts.SelectMany(list => list)];
                var last = level == Levels.Length - 1;
                paths = [.. modules.Select((module, i) => last && i == 0 ? [] : Mix([1, 1],
                    [adatt.Gated($"trunk.{level}.gates{module}", paths[i], all), Mix(adatt.Vector($"trunk.{level}.gates{module}.native"), experts[i])]))];
            }
            return paths[1 + task];
        });
        const int count = shared + Tasks * own;
        Assert.Equal(count * (5 * (Inputs + 1) + 6 * (5 + 1)) + (1 + Tasks) * count * Inputs + Tasks * count * 5 + shared + 2 * Tasks * own, adatt.Parameters);
    }
}
