using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class MoCoTests
{
    [Fact]
    public void Smoothed_gradients_are_those_of_LibMTL_and_weights_are_projected_instead_of_put_through_softmax()
    {
        foreach (var vector in ReferenceVector.Of("LibMTL", "MoCo"))
        {
            if (vector.Degenerate) continue; // A zero row has no length: LibMTL's direction is not a number.
            var sequence = vector.Kind == "sequence";
            double[][][] matrices = sequence ? vector.Input.GetProperty("matrices").Deserialize<double[][][]>()! : [vector.Matrix];
            double[][] losses = sequence ? vector.Input.GetProperty("losses_sequence").Deserialize<double[][]>()! : [vector.Losses];
            var tasks = losses[0].Length;
            var method = new MoCo { Normalised = true }.Create(Directions.Problem(tasks, matrices[0][0].Length));
            double[] softmax = [.. losses[0].Select(_ => 1.0 / tasks)];
            var projected = softmax;
            for (var t = 0; t < matrices.Length; t++)
            {
                var direction = Directions.Of(method, matrices[t], losses[t], t);
                double[][] gradients = [.. Enumerable.Range(0, tasks).Select(task => Directions.Buffer(method, $"gradient.{task}"))];
                var gamma = 0.1 / Math.Sqrt(t + 1);
                double[] Stepped(double[] weights) => [.. gradients.Select((gradient, i) => weights[i] - gamma * Directions.Dot(gradient, Directions.Combination(gradients, weights)))];

                // What LibMTL makes of these gradients is what LibMTL says. Gradients are of single precision.
                double[] exponentials = [.. Stepped(softmax).Select(Math.Exp)];
                softmax = [.. exponentials.Select(x => x / exponentials.Sum())];
                var expected = sequence ? vector.Expected.GetProperty("sequence")[t] : vector.Expected;
                Directions.Close(expected.GetProperty(sequence ? "weights" : "returned_weights").Deserialize<double[]>()!, softmax, 1e-6);
                Directions.Close(expected.GetProperty(sequence ? "grad" : "vector").Deserialize<double[]>()!, Directions.Combination(gradients, softmax), 1e-6);

                // The steps are short and no weight falls to 0, so that the projection takes the same from each.
                var stepped = Stepped(projected);
                projected = [.. stepped.Select(x => x + (1 - stepped.Sum()) / tasks)];
                Directions.Close(projected, Directions.Memory(method, "weights"), 1e-6);
                Directions.Close(Directions.Combination(gradients, projected), direction, 1e-6);
            }
        }
    }

    [Fact]
    public void The_paper_remembers_gradients_as_they_are()
    {
        var method = new MoCo().Create(Directions.Problem(2, 2));
        Directions.Of(method, [[8, 0], [0, 4]], [3, 3], 0);
        Assert.Equal([4, 0], Directions.Buffer(method, "gradient.0"));
        Directions.Of(method, [[2, 0], [0, 4]], [3, 3], 1);
        var share = 0.5 / Math.Sqrt(2);
        Directions.Close([(1 - share) * 4 + share * 2, 0], Directions.Buffer(method, "gradient.0"), 1e-6); // Single precision.
    }

    [Fact]
    public void Weights_come_to_the_shortest_direction() => Gen.Double[-2, 2].Array[4].Array[3].ForAll(rows =>
    {
        var gramian = Steps.Gramian(rows);
        var method = new MoCo { Beta = 1, BetaSigma = 0, Gamma = 0.5 / gramian.Trace(), GammaSigma = 0 }.Create(Directions.Problem(3, 4));
        double[] direction = [];
        for (var step = 0; step < 5000; step++) direction = Directions.Of(method, rows, [1, 1, 1], step);
        // The condition of the minimum: no product with the direction is below its square. Steps of 1/L converge like 1/steps.
        Assert.True(rows.Min(row => Directions.Dot(row, direction)) >= Directions.Dot(direction, direction) - 5e-3);
    }, iter: 10);

    [Fact]
    public void Gradients_without_length_are_told()
    {
        List<string> said = [];
        Assert.All(Directions.Of(new MoCo { Normalised = true }, [[0, 0], [1, 1]], say: said.Add), x => Assert.True(double.IsFinite(x)));
        Assert.StartsWith("balancing 'moco': the gradient of a task was zero", Assert.Single(said), StringComparison.Ordinal);
    }
}
