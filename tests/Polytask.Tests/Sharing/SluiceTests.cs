using Polytask.Configuration;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class SluiceTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 6 }, new DenseStage { Width = 4 }, new DenseStage { Width = 4 }];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Subspaces_read_on_in_weighted_sums_of_all_and_tasks_read_their_stages(int subspaces)
    {
        using var sluice = new LiteralTrunk(new Sluice { Trunk = Stages, Subspaces = subspaces });
        sluice.Is((task, x) =>
        {
            var paths = Enumerable.Repeat(x, Tasks).ToArray();
            var levels = new List<double[]>();
            foreach (var stage in new[] { 1, 2, 3 })
            {
                double[][] parts = [.. paths.SelectMany((path, t) => sluice.Layer($"trunk.{stage}.towers.{Task(t)}", path) is var tower ? tower.Chunk(tower.Length / subspaces) : [])];
                paths = [.. paths.Select((_, t) => sluice.Vector($"trunk.{stage}.fusion.{Task(t)}.weight").Chunk(parts.Length).SelectMany(weights => Mix(weights, parts)).ToArray())];
                levels.Add(paths[task]);
            }
            // The first stage is wider than the last, so that nobody skips from there.
            return Mix(sluice.Vector($"skips.{Task(task)}.weight"), levels[1..]);
        });
        Assert.Equal(Tasks * (6 * (Inputs + 1) + 4 * (6 + 1) + 4 * (4 + 1)) + 3 * Tasks * Tasks * subspaces * subspaces + 2 * Tasks, sluice.Parameters);
    }

    [Fact]
    public void With_one_subspace_and_no_skips_it_is_a_cross_stitch_network()
    {
        StageOptions[] narrowing = [new DenseStage { Width = 6 }, new DenseStage { Width = 4 }];
        using var sluice = new LiteralTrunk(new Sluice { Trunk = narrowing, Subspaces = 1 });
        using var stitched = new LiteralTrunk(new CrossStitch { Trunk = narrowing, PerChannel = false });
        Assert.Equal(stitched.Store.Dense.Select(p => (p.Name, p.Owner, p.Length)), sluice.Store.Dense.Select(p => (p.Name, p.Owner, p.Length)));
        Assert.All(stitched.Found().Zip(sluice.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void It_begins_with_one_source_for_each_subspace_and_the_last_stage()
    {
        // The paper: α with a bias towards one source subspace for each direction, β with one towards the last layer.
        using var store = TowerSharingTests.Beginning(new Sluice { Trunk = Stages });
        var weights = TowerSharingTests.Values(store, "trunk.1.fusion.t1.weight").Chunk(2 * Tasks).ToArray();
        for (var subspace = 0; subspace < 2; subspace++)
            for (var source = 0; source < 2 * Tasks; source++) Assert.Equal(source == 2 + subspace ? 0.9f : 0.02f, weights[subspace][source], 1e-7f); // a fifth of 1 - 0.9 in float
        Assert.Equal([0.1f, 0.9f], TowerSharingTests.Values(store, "skips.t1.weight").Select(weight => MathF.Round(weight, 6)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_overlaps_is_learnt_to_be_orthogonal(int subspaces)
    {
        const double strength = 0.7, share = 0.25, step = 1.0 / 256;
        using var sluice = new LiteralTrunk(new Sluice { Trunk = [new DenseStage { Width = 6 }], Subspaces = subspaces, Orthogonality = strength });
        sluice.Store.ZeroGradients();
        sluice.Trunk.PullbackPenalty(Pass.Training(sluice.Batch, new RandomStream(1, "pass")), share);
        foreach (var parameter in sluice.Store.Dense)
            for (var i = 0; i < parameter.Length; i++)
            {
                var at = Numbers.Of(parameter.Value)[i];
                double At(double difference)
                {
                    Numbers.Of(parameter.Value)[i] = (float)(at + difference);
                    return share * strength * Enumerable.Range(0, Tasks).Sum(task => Overlap(sluice.Vector($"trunk.0.towers.{Task(task)}.weight").Chunk(Inputs).ToArray(), 6 / subspaces));
                }
                // A polynomial of the second degree in each number: only rounding in float is left, over a step of 2⁻⁸.
                Assert.Equal((At(step) - At(-step)) / (2 * step), Numbers.Of(parameter.Gradient)[i], 1e-4);
                At(0);
            }
    }

    [Fact]
    public void A_width_that_cannot_be_divided_is_refused() => Assert.Equal(
        "sharing.subspaces: expected stages whose channels are a multiple of the 2 subspaces, found 5. Change either.",
        Assert.Throws<ConfigurationException>(() => TowerSharingTests.Beginning(new Sluice { Trunk = [new DenseStage { Width = 5 }] })).Message);

    private static double Overlap(double[][] rows, int size) =>
        rows.Index().Sum(one => rows.Index().Where(other => other.Index / size > one.Index / size).Sum(other => Math.Pow(one.Item.Zip(other.Item, (a, b) => a * b).Sum(), 2)));
}
