using System.Text.Json;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class RandomWeightingTests
{
    /// <summary>The libraries' random numbers are given; the test of TorchJD's own seed has none that could be.</summary>
    [Fact]
    public void From_the_same_normal_numbers_it_is_LibMTLs_and_TorchJDs() =>
        LossMethods.MakeTheVectors([.. ReferenceVector.Of("LibMTL", "RLW"), .. ReferenceVector.Of("torchjd", "Random", "run")], vector =>
        {
            var weights = vector.Input.GetProperty("normals").Deserialize<double[]>()!;
            SoftWeights.Of(weights, 1, weights);
            return weights;
        });

    [Fact]
    public void Weights_are_the_softmax_of_the_steps_random_numbers()
    {
        var stream = new RandomStream(1, "balancing 7");
        double[] normals = [stream.NextNormal(), stream.NextNormal(), stream.NextNormal()];
        SoftWeights.Of(normals, 1, normals);
        Assert.Equal(normals, LossMethods.Weigh(LossMethods.Create(new RandomWeighting { Sum = WeightSum.One }, 3), [1, 2, 3], number: 7));
    }

    [Fact]
    public void Weights_are_positive_and_add_up_to_the_number_of_tasks()
    {
        var method = LossMethods.Create(new RandomWeighting(), 3);
        for (var number = 0; number < 100; number++)
        {
            var weights = LossMethods.Weigh(method, [1, 2, 3], number: number);
            Assert.All(weights, weight => Assert.True(weight > 0));
            Assert.Equal(3, weights.Sum(), 1e-14); // Rounding.
        }
    }

    [Fact]
    public void On_average_all_tasks_count_alike()
    {
        const int steps = 4000;
        var method = LossMethods.Create(new RandomWeighting(), 2);
        var sum = 0.0;
        for (var number = 0; number < steps; number++) sum += LossMethods.Weigh(method, [1, 2], number: number)[0];
        Assert.Equal(1, sum / steps, 0.04); // A weight's standard deviation is below 0.6: four of the mean's.
    }
}
