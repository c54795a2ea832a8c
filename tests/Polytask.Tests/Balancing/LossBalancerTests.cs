using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

/// <summary>What every method that looks at losses must keep, with default options.</summary>
public sealed class LossBalancerTests
{
    private const int Tasks = 4;

    /// <summary>Positive losses of many scales, for five steps.</summary>
    private static readonly Gen<double[][]> Losses = Gen.Double[-10, 10].Select(power => Math.Pow(10, power)).Array[Tasks].Array[5];

    /// <summary>Losses of one scale, for five steps: sums of those of many scales depend on their order.</summary>
    private static readonly Gen<double[][]> AlikeLosses = Gen.Double[0.1, 10].Array[Tasks].Array[5];

    public static TheoryData<string> Names => LossMethods.Names;

    /// <summary>All but the one whose first random number is the first task's, whatever its loss.</summary>
    public static TheoryData<string> Determined => [.. LossMethods.Names.Where(row => row.Data != nameof(RandomWeighting))];

    [Fact]
    public void All_methods_are_found() => Assert.True(Names.Count >= 20, $"found {Names.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_are_finite(string name) => Losses.ForAll(losses =>
    {
        var method = LossMethods.Create(name, Tasks);
        for (var number = 0; number < losses.Length; number++)
            Assert.All(LossMethods.WeighAndLearn(method, losses[number], number, number), weight => Assert.True(double.IsFinite(weight)));
    });

    [Theory]
    [MemberData(nameof(Determined))]
    public void Equal_losses_have_equal_positive_weights(string name)
    {
        var method = LossMethods.Create(name, 3);
        for (var epoch = 0; epoch < 8; epoch++)
        {
            var weights = LossMethods.WeighAndLearn(method, [0.5, 0.5, 0.5], epoch, epoch);
            Assert.True(weights[0] > 0, $"found {weights[0]}");
            Assert.All(weights, weight => Assert.Equal(weights[0], weight, 1e-12)); // Sums of three in another order.
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_task_has_a_weight(string name)
    {
        var method = LossMethods.Create(name, 1);
        for (var epoch = 0; epoch < 8; epoch++)
        {
            var weights = LossMethods.WeighAndLearn(method, [0.5 + 0.1 * epoch], epoch, epoch);
            Assert.True(weights is [> 0] && double.IsFinite(weights[0]), $"found {weights[0]}");
        }
    }

    [Theory]
    [MemberData(nameof(Determined))]
    public void The_order_of_the_tasks_does_not_matter(string name) => Gen.Select(AlikeLosses, Gen.Shuffle(Enumerable.Range(0, Tasks).ToArray())).ForAll((losses, order) =>
    {
        var (one, other) = (LossMethods.Create(name, Tasks), LossMethods.Create(name, Tasks));
        for (var number = 0; number < losses.Length; number++)
        {
            var weights = LossMethods.WeighAndLearn(one, losses[number], number, number);
            var shuffled = LossMethods.WeighAndLearn(other, [.. order.Select(task => losses[number][task])], number, number);
            for (var i = 0; i < Tasks; i++) Assert.Equal(weights[order[i]], shuffled[i], 1e-9 * (1 + Math.Abs(shuffled[i]))); // Sums in another order.
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_without_label_keeps_what_is_remembered_of_it(string name) => AlikeLosses.ForAll(losses =>
    {
        var method = LossMethods.Create(name, Tasks);
        for (var number = 0; number < 3; number++) LossMethods.WeighAndLearn(method, losses[number], number, number);
        var before = method.Memory.Select(memory => memory.Numbers[1]).ToArray();
        for (var number = 3; number < 5; number++)
            Assert.Equal(Tasks - 1, LossMethods.WeighAndLearn(method, [losses[number][0], double.NaN, losses[number][2], losses[number][3]], number, number).Length);
        Assert.Equal(before, method.Memory.Select(memory => memory.Numbers[1]));
    });

    [Fact]
    public void Stated_numbers_are_those_of_the_tasks_with_a_label()
    {
        Func<Dictionary<string, double>, BalancerOptions>[] all =
        [
            numbers => new Constant { Weights = numbers },
            numbers => new ScaleInvariant { Preference = numbers },
            numbers => new SmoothTchebycheff { Preference = numbers },
            numbers => new SmoothTchebycheff { Reference = numbers },
            numbers => new SmoothTchebycheff { Preference = numbers, Form = TchebycheffForm.Logarithms },
            numbers => new Cosmos { Preference = numbers },
            numbers => new BoundaryIntersection { Preference = numbers },
            numbers => new BoundaryIntersection { Reference = numbers },
            numbers => new FastAdaptiveBalancing { Least = numbers },
            numbers => new ImprovableGap { BaseLosses = numbers },
            numbers => new UncertaintyWeighting { Classification = [numbers.Last().Key] },
        ];
        foreach (var options in all)
            Assert.Equal(
                Steps.Weights(options(LossMethods.Named([2, 5])), [6, 7]),
                LossMethods.Weigh(LossMethods.Create(options(LossMethods.Named([2, 3, 5])), 3), [6, double.NaN, 7]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_remembered_is_all_that_matters(string name) => AlikeLosses.ForAll(losses =>
    {
        var (one, other) = (LossMethods.Create(name, Tasks), LossMethods.Create(name, Tasks));
        for (var number = 0; number < 3; number++) LossMethods.WeighAndLearn(one, losses[number], number, number);
        foreach (var (memory, copy) in one.Memory.Zip(other.Memory)) memory.Numbers.CopyTo(copy.Numbers, 0);
        for (var number = 3; number < losses.Length; number++)
            Assert.Equal(LossMethods.WeighAndLearn(one, losses[number], number, number), LossMethods.WeighAndLearn(other, losses[number], number, number));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_of_memory_are_different(string name)
    {
        var names = LossMethods.Create(name, Tasks).Memory.Select(memory => memory.Name).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var method = LossMethods.Create(name, Tasks);
        var step = LossMethods.Step([0.5, 2, 0.1, 3]);
        double[] weights = new double[Tasks], after = [0.4, 1.9, 0.1, 2];
        _ = step.Random.NextDouble(); // A step has its stream of random numbers from its first use.
        for (var warmUp = 0; warmUp < 3; warmUp++) Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            method.Weigh(step, weights);
            method.Learn(step, after);
        }
    }
}
