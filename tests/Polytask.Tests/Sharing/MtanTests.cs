using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class MtanTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 18 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(1, 18, 6)]
    [InlineData(2, 9, 6)]
    [InlineData(4, 8, 6)]
    public void A_task_sees_the_shared_features_through_masks(int reduction, int first, int second)
    {
        using var mtan = new LiteralTrunk(new Mtan { Trunk = Stages, Reduction = reduction, SharedStages = [new DenseStage { Width = 7 }] });
        mtan.Is((task, x) =>
        {
            var features = mtan.Layer("shared.0", x);
            double[] seen = [];
            foreach (var stage in new[] { 1, 2 })
            {
                var name = $"trunk.{stage}.attention.{Task(task)}";
                features = mtan.Layer($"trunk.{stage}", features);
                var hidden = mtan.Layer($"{name}.hidden", [.. features, .. seen]);
                var mask = mtan.Linear($"{name}.mask", hidden).Select(Sigmoid);
                seen = [.. mask.Zip(features, (share, feature) => share * feature)];
            }
            return seen;
        });
        Assert.Equal(
            7 * (Inputs + 1) + 18 * (7 + 1) + 6 * (18 + 1) + Tasks * (first * (18 + 1) + 18 * (first + 1) + second * (6 + 18 + 1) + 6 * (second + 1)), mtan.Parameters);
    }

    [Fact]
    public void Attention_that_lets_everything_pass_is_hard_sharing()
    {
        // A mask of 1 in float: the logistic function at 40.
        using var mtan = new LiteralTrunk(new Mtan { Trunk = Stages });
        using var hard = new LiteralTrunk(new HardSharing { Trunk = Stages });
        hard.Take(mtan);
        foreach (var parameter in mtan.Store.Dense.Where(p => p.Name.Contains(".mask.", StringComparison.Ordinal)))
            Numbers.Of(parameter.Value).Fill(parameter.Name.EndsWith("bias", StringComparison.Ordinal) ? 40 : 0);
        Assert.All(mtan.Found().Zip(hard.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void Every_tasks_attention_learns_at_every_stage_and_from_that_task_alone()
    {
        // LibMTL keeps the masks of the task that came last: gradients of the others are zero, or reach the wrong task.
        using var mtan = new LiteralTrunk(new Mtan { Trunk = Stages, Reduction = 1 });
        for (var task = 0; task < Tasks; task++)
        {
            var pass = Pass.Training(mtan.Batch, new RandomStream(1, "pass"));
            var cotangents = mtan.Trunk.Forward([true, true, true], pass).Select((seen, t) => t == task ? Numbers.Normal(new RandomStream(1, "cotangent"), Rows, 6) : seen!.zeros_like()).ToArray();
            mtan.Store.ZeroGradients();
            mtan.Trunk.Pullback(cotangents, pass);
            Assert.All(mtan.Store.Dense, p => Assert.Equal(p.Owner == ParameterStore.Shared || p.Owner == Task(task), Numbers.Of(p.Gradient).ContainsAnyExcept(0f)));
        }
    }

    [Fact]
    public void The_trunk_is_shared_and_attention_is_the_tasks_own()
    {
        using var mtan = new LiteralTrunk(new Mtan { Trunk = Stages });
        Assert.All(mtan.Store.Dense, p => Assert.Equal(p.Name.Contains(".attention.", StringComparison.Ordinal) ? p.Name.Split('.')[3] : ParameterStore.Shared, p.Owner));
    }
}
