using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ConfigMomentumTests
{
    private static readonly Gen<double[][]> Rows = Gen.Double[-2, 2].Array[5].Array[3];

    [Fact]
    public void Without_momentum_the_smoothed_direction_is_ConFIG_of_TorchJD()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "ConFIG", "run").Where(vector => vector.Parameters.GetProperty("pref").GetString() == "ones"))
        {
            var method = new ConfigMomentum { Beta1 = 0 }.Create(Directions.Problem(vector.Matrix.Length, vector.Matrix[0].Length));
            var direction = Directions.Of(method, vector.Matrix, [.. vector.Matrix.Select(_ => 1.0)], 0);
            Directions.Agree(vector, Directions.Buffer(method, "direction"), 1e-5); // Gradients of single precision, solved for.
            // In the first step the second moment is the square: what is left is the sign.
            Assert.All(direction.Zip(Directions.Buffer(method, "direction")), pair => Assert.Equal(Math.Abs(pair.Second) < 1e-4 ? pair.First : Math.Sign(pair.Second), pair.First, 1e-3));
        }
    }

    [Fact]
    public void The_smoothed_direction_has_one_angle_with_every_smoothed_gradient() => Gen.Select(Rows, Rows, Rows).ForAll((first, second, third) =>
    {
        var method = new ConfigMomentum().Create(Directions.Problem(3, 5));
        foreach (var (t, rows) in new[] { first, second, third }.Index()) Directions.Of(method, rows, [1, 1, 1], t);
        var direction = Directions.Buffer(method, "direction");
        double[] cosines = [.. Enumerable.Range(0, 3).Select(task => Directions.Buffer(method, $"gradient.{task}"))
            .Select(gradient => Directions.Dot(gradient, direction) / Directions.Length(gradient) / Directions.Length(direction))];
        Assert.True(cosines.Min() > 0);
        Directions.Close([cosines[0], cosines[0], cosines[0]], cosines, 1e-4); // Single precision, and gradients that nearly depend on one another.
    });

    [Fact]
    public void One_task_is_trained_by_Adam() => Gen.Double[-2, 2].Array[5].Array[6].ForAll(gradients =>
    {
        var method = new ConfigMomentum().Create(Directions.Problem(1, 5));
        var adam = new AdaTaskTests.Adam(5);
        for (var t = 0; t < gradients.Length; t++) // The gradient is found again from smoothed ones, times 1 / (1 - 0.9).
            Directions.Close(adam.Step(gradients[t]), Directions.Of(method, [gradients[t]], [1], t), 1e-4);
    });

    [Fact]
    public void A_task_without_label_takes_part_with_its_smoothed_gradient() => Rows.ForAll(rows =>
    {
        var method = new ConfigMomentum().Create(Directions.Problem(3, 5));
        Directions.Of(method, rows, [1, 1, 1], 0);
        var before = Directions.Buffer(method, "gradient.1");
        var step = new BalancingStep(3);
        Steps.Begin(step, [1, double.NaN, 1], number: 1);
        Directions.Of(method, rows, step);
        Assert.Equal(before, Directions.Buffer(method, "gradient.1"));
        Assert.True(Directions.Dot(before, Directions.Buffer(method, "direction")) > 0);
    });

    [Fact]
    public void Gradients_without_a_common_direction_stop_and_are_told()
    {
        List<string> said = [];
        Assert.Equal([0, 0], Directions.Of(new ConfigMomentum(), [[1, 2], [-1, -2]], say: said.Add));
        Assert.StartsWith("balancing 'config_momentum': the gradients had no direction in common", Assert.Single(said), StringComparison.Ordinal);
    }
}
