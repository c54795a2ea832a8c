using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class GroupAlignmentTests
{
    /// <summary>The paper's equations 5 to 7, times the number of tasks, with a group per task.</summary>
    [Fact]
    public void With_a_group_per_task_weights_are_the_indicators() => Gen.Double[0.1, 10].Array[3].Array[1, 6].ForAll(steps =>
    {
        var method = LossMethods.Create(new GroupAlignment { Groups = 3, Rate = 0.1 }, 3);
        double[] smoothness = [1.0 / 3, 1.0 / 3, 1.0 / 3];
        foreach (var losses in steps)
        {
            smoothness = [.. smoothness.Select((q, i) => q * Math.Exp(-0.1 * losses[i]))];
            smoothness = [.. smoothness.Select(q => q / smoothness.Sum())];
            double[] indicators = [.. losses.Select((loss, i) => smoothness[i] * losses.Average() / loss)];
            LossMethods.Close([.. indicators.Select(indicator => 3 * indicator)], LossMethods.Weigh(method, losses), 1e-11); // Rounding, of indicators up to 100.
        }
    });

    [Fact]
    public void Tasks_of_a_group_have_the_mean_of_their_indicators()
    {
        var (each, two) = (new GroupAlignment { Groups = 4 }, new GroupAlignment { Groups = 2 });
        double[] losses = [1, 10, 1.1, 11];
        var (single, grouped) = (Steps.Weights(each, losses), Steps.Weights(two, losses));
        LossMethods.Close([(single[0] + single[2]) / 2, (single[1] + single[3]) / 2, (single[0] + single[2]) / 2, (single[1] + single[3]) / 2], grouped, 1e-14); // Rounding.
    }

    [Fact]
    public void One_group_is_equal_weights() => Gen.Double[0.1, 10].Array[3].ForAll(losses =>
        Assert.Single(Steps.Weights(new GroupAlignment { Groups = 1 }, losses).Distinct()));

    [Fact]
    public void The_tasks_with_larger_losses_lose_weight_over_time()
    {
        var method = LossMethods.Create(new GroupAlignment { Rate = 0.1 }, 2);
        var first = LossMethods.Weigh(method, [1, 2]);
        for (var number = 0; number < 20; number++) LossMethods.Weigh(method, [1, 2]);
        var last = LossMethods.Weigh(method, [1, 2]);
        Assert.True(last[1] / last[0] < 0.5 * first[1] / first[0]);
    }

    [Fact]
    public void A_task_without_label_keeps_its_share()
    {
        var method = LossMethods.Create(new GroupAlignment { Rate = 0.1 }, 3);
        for (var number = 0; number < 20; number++) LossMethods.Weigh(method, [5, double.NaN, 1]);
        double[] shares = [.. LossMethods.Memory(method, "smoothness").Select(Math.Exp)];
        Assert.Equal(1, shares[1]);
        Assert.Equal(2, shares[0] + shares[2], 1e-13); // Rounding.
    }

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new GroupAlignment(), "go4align");
}
