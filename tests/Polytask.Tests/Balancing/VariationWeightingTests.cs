using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class VariationWeightingTests
{
    /// <summary>Against means and deviations over all steps, computed at once.</summary>
    [Fact]
    public void Weights_are_the_coefficients_of_variation_so_far() => Gen.Double[0.1, 10].Array[3].Array[3, 8].ForAll(losses =>
    {
        var method = LossMethods.Create(new VariationWeighting { Sum = WeightSum.One }, 3);
        for (var number = 0; number < losses.Length; number++)
        {
            var weights = LossMethods.Weigh(method, losses[number]);
            double[] variations = [.. Enumerable.Range(0, 3).Select(task => Variation([.. losses[..number].Select(all => all[task])]))];
            LossMethods.Close(number < 2 ? [1.0 / 3, 1.0 / 3, 1.0 / 3] : [.. variations.Select(variation => variation / variations.Sum())], weights, 1e-12); // Welford's sums against others.
        }
    });

    [Fact]
    public void The_sum_is_that_of_equal_weights_by_default() => Gen.Double[0.1, 10].Array[2].Array[5].ForAll(losses =>
    {
        var method = LossMethods.Create(new VariationWeighting(), 2);
        foreach (var step in losses) Assert.Equal(2, LossMethods.Weigh(method, step).Sum(), 1e-13); // Rounding.
    });

    [Fact]
    public void A_task_that_comes_later_counts_as_the_mean_of_the_others()
    {
        var method = LossMethods.Create(new VariationWeighting(), 3);
        for (var number = 0; number < 5; number++) LossMethods.Weigh(method, [1 + number, 2 + number, double.NaN]);
        var weights = LossMethods.Weigh(method, [1, 1, 1]);
        Assert.Equal(1, weights[2], 1e-14); // Rounding.
        Assert.Equal(2, weights[0] + weights[1], 1e-14);
        Assert.NotEqual(weights[0], weights[1]);
    }

    [Fact]
    public void Losses_that_stand_still_count_evenly_and_the_user_is_told()
    {
        var said = new List<string>();
        var method = LossMethods.Create(new VariationWeighting(), 2);
        for (var number = 0; number < 3; number++) Assert.Equal([1, 1], LossMethods.Weigh(method, [0.3, 7], say: said.Add));
        Assert.StartsWith("balancing 'cov': ", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_stands_still_has_no_weight_beside_one_that_moves()
    {
        var method = LossMethods.Create(new VariationWeighting(), 2);
        for (var number = 0; number < 3; number++) LossMethods.Weigh(method, [1 + number, 5]);
        Assert.Equal([2, 0], LossMethods.Weigh(method, [1, 5]));
    }

    [Fact]
    public void Losses_below_0_are_an_error() => LossMethods.RejectsLossesBelow0(new VariationWeighting(), "cov");

    private static double Variation(double[] losses)
    {
        if (losses.Length == 0) return 0;
        double[] ratios = [.. losses.Select((loss, i) => i == 0 ? 1 : loss / losses[..i].Average())];
        return Math.Sqrt(ratios.Average(ratio => (ratio - ratios.Average()) * (ratio - ratios.Average()))) / ratios.Average();
    }
}
