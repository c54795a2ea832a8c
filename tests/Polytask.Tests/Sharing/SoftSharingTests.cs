using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class SoftSharingTests
{
    private const int Tasks = 3;
    private const double Strength = 0.7, Share = 0.25;
    private static readonly StageOptions[] Stages = [new DenseStage { Width = 5 }, new DropoutStage(), new DenseStage { Width = 6 }];

    /// <summary>Every way to tie.</summary>
    public static TheoryData<Tie> Ties => [.. Enum.GetValues<Tie>()];

    [Theory, MemberData(nameof(Ties))]
    public void Every_task_reads_its_own_tower(Tie tie)
    {
        using var soft = new LiteralTrunk(new SoftSharing { Tie = tie, Trunk = Stages });
        soft.Is((task, x) => soft.Layer($"trunk.2.towers.{Task(task)}", soft.Layer($"trunk.0.towers.{Task(task)}", x)));
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)), soft.Parameters);
        Assert.All(soft.Store.Dense, p => Assert.Equal(p.Name.Split('.')[3], p.Owner));
    }

    [Theory, MemberData(nameof(Ties))]
    public void The_penalty_has_its_derivative(Tie tie)
    {
        const double step = 1.0 / 256;
        using var soft = new LiteralTrunk(new SoftSharing { Tie = tie, Strength = Strength, Trunk = Stages });
        PullbackPenalty(soft);
        foreach (var parameter in soft.Store.Dense)
            for (var i = 0; i < parameter.Length; i++)
            {
                var at = Numbers.Of(parameter.Value)[i];
                double At(double difference)
                {
                    Numbers.Of(parameter.Value)[i] = (float)(at + difference);
                    return Share * Strength * Names(soft).Sum(name => Penalty(Rows(soft, name), tie));
                }
                // A step of 2⁻⁸: the third derivative of singular values of size 1 is of size 1, so that h² / 6 leaves some 1e-5, and rounding in float no more.
                Assert.Equal((At(step) - At(-step)) / (2 * step), Numbers.Of(parameter.Gradient)[i], 2e-4);
                At(0);
            }
    }

    [Theory, MemberData(nameof(Ties))]
    public void Without_strength_tasks_are_alone(Tie tie)
    {
        using var soft = new LiteralTrunk(new SoftSharing { Tie = tie, Strength = 0, Trunk = Stages });
        using var single = new LiteralTrunk(new SingleTask { Trunk = Stages });
        foreach (var parameter in single.Store.Dense)
        {
            // tasks.t1.trunk.0.weight
            var parts = parameter.Name.Split('.');
            Numbers.Of(soft.Store.Dense.Single(p => p.Name == $"trunk.{parts[3]}.towers.{parts[1]}.{parts[4]}").Value).CopyTo(Numbers.Of(parameter.Value));
        }
        single.Is((task, x) => [.. soft.Found().Where(found => found.Task == task && soft.Row(found.Row).SequenceEqual(x)).Single().Numbers.Select(number => (double)number)]);
        PullbackPenalty(soft);
        Assert.False(Numbers.Of(soft.Store.Gradients).ContainsAnyExcept(0f));
    }

    [Fact]
    public void A_step_along_the_squared_distance_leads_to_the_mean()
    {
        using var soft = new LiteralTrunk(new SoftSharing { Strength = Strength, Trunk = Stages });
        PullbackPenalty(soft);
        foreach (var name in Names(soft))
        {
            var before = Rows(soft, name);
            for (var task = 0; task < Tasks; task++)
            {
                var gradient = Numbers.Of(Of(soft, name, task).Gradient).ToArray();
                for (var i = 0; i < gradient.Length; i++)
                    Assert.Equal(before.Average(row => row[i]), before[task][i] - gradient[i] / (2 * Strength * Share), 1e-6); // sums of three in float
            }
        }
    }

    [Fact]
    public void Equal_towers_feel_a_trace_norm_as_one_long_row()
    {
        // With all rows w, M Mᵀ has one eigenvalue, 3 ‖w‖², and the derivative of √3 ‖w‖ by each row is w / (√3 ‖w‖).
        using var soft = new LiteralTrunk(new SoftSharing { Tie = Tie.TraceNorm, Strength = Strength, Trunk = Stages });
        foreach (var name in Names(soft))
            for (var task = 1; task < Tasks; task++) Numbers.Of(Of(soft, name, 0).Value).CopyTo(Numbers.Of(Of(soft, name, task).Value));
        PullbackPenalty(soft);
        foreach (var name in Names(soft))
        {
            var row = Rows(soft, name)[0];
            var length = Math.Sqrt(Tasks * row.Sum(number => number * number));
            for (var task = 0; task < Tasks; task++)
                foreach (var (number, gradient) in row.Zip(Numbers.Of(Of(soft, name, task).Gradient).ToArray()))
                    Assert.Equal(Strength * Share * number / length, gradient, 1e-5); // an inverse root of sums in float
        }
    }

    [Fact]
    public void Towers_that_are_tied_strongly_become_equal()
    {
        double Distance(double strength)
        {
            using var trainer = new Trainer(Toy.Setup(
                tasks: 3, regime: new JointRegime { Epochs = 12, BatchSize = 8, Keep = Keep.Last }, sharing: new SoftSharing { Strength = strength, Trunk = [new DenseStage { Width = 6 }] }));
            trainer.Run(_ => { }, () => { });
            float[][] towers = [.. trainer.Model.Parameters.Dense.Where(p => p.Name.StartsWith("trunk.0.towers.", StringComparison.Ordinal) && p.Name.EndsWith(".weight", StringComparison.Ordinal)).Select(p => Numbers.Of(p.Value).ToArray())];
            return towers.Sum(tower => tower.Select((number, i) => Math.Pow(number - towers.Average(other => other[i]), 2)).Sum());
        }
        var (apart, together) = (Distance(0), Distance(1000));
        Assert.True(together < 0.01 * apart, $"{apart} became {together}");
    }

    private static void PullbackPenalty(LiteralTrunk soft)
    {
        soft.Store.ZeroGradients();
        soft.Trunk.PullbackPenalty(Pass.Training(soft.Batch, new RandomStream(1, "pass")), Share);
    }

    private static string[] Names(LiteralTrunk soft) => [.. soft.Store.Dense.Where(p => p.Owner == "t0").Select(p => p.Name)];

    private static Parameter Of(LiteralTrunk soft, string name, int task) => soft.Store.Dense.Single(p => p.Name == name.Replace(".t0.", $".{Task(task)}.", StringComparison.Ordinal));

    private static double[][] Rows(LiteralTrunk soft, string name) => [.. Enumerable.Range(0, Tasks).Select(task => soft.Vector(Of(soft, name, task).Name))];

    private static double Penalty(double[][] rows, Tie tie) => tie == Tie.SquaredDistance
        ? rows.Sum(row => row.Select((number, i) => Math.Pow(number - rows.Average(other => other[i]), 2)).Sum())
        : torch.linalg.svdvals(torch.tensor(rows.SelectMany(row => row).ToArray()).view(rows.Length, -1)).data<double>().ToArray().Sum();
}
