using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class SmoothTchebycheffTests
{
    /// <summary>The mean losses of the epoch that the vectors of LibMTL count from.</summary>
    private static readonly double[] Nadir = [1, 1.2, 0.9, 2.5, 0.7];

    private static readonly SmoothTchebycheff Logarithms = new() { Form = TchebycheffForm.Logarithms };

    [Fact]
    public void Its_losses_are_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.STCH", "run"))
        {
            var options = new SmoothTchebycheff
            {
                Smoothness = vector.Parameter("mu"),
                Preference = LossMethods.Named(LossMethods.Numbers(vector, "weights", 1, vector.Losses.Length)),
                Reference = LossMethods.Named(LossMethods.Numbers(vector, "reference", 0, vector.Losses.Length)),
            };
            LossMethods.Close(vector.Numbers("grad_wrt_losses"), Steps.Weights(options, vector.Losses), vector.Tolerance, vector.Id);
        }
    }

    /// <summary>TorchJD takes preferences as they are; here they are divided by their sum, as in the paper.</summary>
    [Fact]
    public void Preferences_in_the_same_proportions_are_the_same() => Gen.Double[0.1, 10].Array[2].ForAll(losses => LossMethods.Close(
        Steps.Weights(new SmoothTchebycheff { Preference = LossMethods.Named([1, 3]) }, losses),
        Steps.Weights(new SmoothTchebycheff { Preference = LossMethods.Named([0.25, 0.75]) }, losses),
        1e-15)); // One rounding.

    [Fact]
    public void Weights_are_the_gradient_of_a_smooth_maximum() => Gen.Double[0.1, 10].Array[3].ForAll(losses =>
    {
        double[] preference = [0.2, 0.3, 0.5], reference = [0.05, -0.1, 0];
        var options = new SmoothTchebycheff { Smoothness = 0.5, Preference = LossMethods.Named(preference), Reference = LossMethods.Named(reference) };
        LossMethods.AreTheGradient(all => Objective(all, preference, reference, 0.5), losses, Steps.Weights(options, losses));
    });

    [Fact]
    public void The_smooth_maximum_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.STCH"))
        {
            var count = vector.Losses.Length;
            var value = Objective(vector.Losses, LossMethods.Numbers(vector, "weights", 1.0 / count, count), LossMethods.Numbers(vector, "reference", 0, count), vector.Parameter("mu"));
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), value, vector.Tolerance);
        }
    }

    [Fact]
    public void Its_logarithms_are_LibMTLs() => LossMethods.MakeTheVectors(ReferenceVector.Of("LibMTL", "STCH"), vector =>
    {
        var tasks = vector.Losses.Length;
        var method = LossMethods.Create(Logarithms with { Smoothness = vector.Parameter("STCH_mu"), WarmUpEpochs = (int)vector.Parameter("STCH_warmup_epoch") }, tasks);
        if (string.CompareOrdinal(vector.Id, "R0920") >= 0) return LossMethods.Weigh(method, vector.Losses, epoch: 0); // Those made in epoch 0.
        LossMethods.Weigh(method, Nadir[..tasks], epoch: 4);
        return LossMethods.Weigh(method, vector.Losses, epoch: 5);
    });

    [Fact]
    public void Weights_of_logarithms_are_the_gradient_of_theirs() => Gen.Double[0.1, 10].Array[3].ForAll(losses =>
    {
        double[] preference = [0.6, 0.9, 1.5];
        var method = LossMethods.Create(Logarithms with { Smoothness = 0.5, WarmUpEpochs = 0, Preference = LossMethods.Named(preference) }, 3);
        LossMethods.Weigh(method, Nadir[..3], epoch: 0);
        LossMethods.AreTheGradient(
            all => 3 * 0.5 * Math.Log(all.Select((loss, i) => Math.Exp(preference[i] * Math.Log(loss / Nadir[i]) / 0.5)).Sum()),
            losses,
            LossMethods.Weigh(method, losses, epoch: 1));
    });

    [Fact]
    public void The_losses_counted_from_are_the_means_of_the_epoch()
    {
        var (several, one) = (LossMethods.Create(Logarithms with { WarmUpEpochs = 1 }, 2), LossMethods.Create(Logarithms with { WarmUpEpochs = 1 }, 2));
        foreach (var (epoch, losses) in new (int, double[])[] { (0, [9, 9]), (1, [1, 4]), (1, [3, 2]) }) LossMethods.Weigh(several, losses, epoch);
        LossMethods.Weigh(one, [2, 3], epoch: 1);
        Assert.Equal(LossMethods.Weigh(one, [0.5, 0.7], epoch: 2), LossMethods.Weigh(several, [0.5, 0.7], epoch: 2));
    }

    [Fact]
    public void A_task_that_comes_later_counts_from_its_first_epoch()
    {
        var method = LossMethods.Create(Logarithms with { WarmUpEpochs = 0 }, 2);
        LossMethods.Weigh(method, [2, double.NaN], epoch: 0);
        LossMethods.Weigh(method, [2, 5], epoch: 3);
        LossMethods.Close([0.5, 0.2], LossMethods.Weigh(method, [2, 5], epoch: 4), 1e-15); // Both are where they started: 1/L, and a rounding.
    }

    [Fact]
    public void Small_smoothness_leaves_the_worst_task() =>
        LossMethods.Close([0, 0.5], Steps.Weights(new SmoothTchebycheff { Smoothness = 1e-6 }, [1, 2]), 0);

    [Fact]
    public void The_losses_themselves_may_be_below_0() => Assert.All(Steps.Weights(new SmoothTchebycheff(), [-1, 0]), weight => Assert.True(weight > 0));

    [Fact]
    public void A_loss_of_0_weighs_next_to_nothing_beside_a_mean_to_count_from()
    {
        var method = LossMethods.Create(Logarithms with { WarmUpEpochs = 0, Smoothness = 0.5 }, 2);
        LossMethods.Weigh(method, [1, 2], epoch: 0);
        // The ratio 1e-20 to the power 1/μ, divided by itself times the mean.
        LossMethods.Close([2, 2 * 1e-40 / 2e-20], LossMethods.Weigh(method, [1, 0], epoch: 1), 1e-15);
        Assert.Throws<TrainingException>(() => LossMethods.Weigh(method, [1, -0.1], epoch: 1));
    }

    [Fact]
    public void Losses_of_0_have_no_logarithm() => LossMethods.RejectsLossesOf0(Logarithms, "stch");

    [Fact]
    public void A_reference_of_an_unknown_task_is_an_error() =>
        Assert.Throws<ConfigurationException>(() => new SmoothTchebycheff { Reference = LossMethods.Named([1, 2, 3]) }.Create(Steps.Problem(2)));

    private static double Objective(double[] losses, double[] preference, double[] reference, double smoothness) =>
        smoothness * Math.Log(losses.Select((loss, i) => Math.Exp(preference[i] * (loss - reference[i]) / smoothness)).Sum());
}
