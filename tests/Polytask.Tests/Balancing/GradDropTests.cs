using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class GradDropTests
{
    [Fact]
    public void Directions_are_those_of_TorchJD()
    {
        double[] leaks = [0.2, 0.5, 0.8, 0.1, 0.9];
        foreach (var vector in ReferenceVector.Of("torchjd", "GradDrop", "run"))
        {
            var leaky = vector.Parameters.GetProperty("leak").GetString() != "0";
            var options = new GradDrop
            {
                Leak = leaky ? Leaks(leaks[..vector.Matrix.Length]) : null,
                Draws = vector.Input.GetProperty("uniforms").Deserialize<double[]>()!,
            };
            Directions.Agree(vector, Directions.Of(options, vector.Matrix), vector.Tolerance);
        }
    }

    [Fact]
    public void Random_directions_are_among_the_possible_ones()
    {
        var vector = ReferenceVector.Of("torchjd", "GradDrop", "test").Single();
        double[][] seen = [.. Enumerable.Range(0, 60).Select(number => Directions.Of(new GradDrop().Create(Directions.Problem(2, 3)), vector.Matrix, [1, 1], number))];
        Assert.Contains(seen, direction => direction.SequenceEqual(vector.Numbers("vector")));
        Assert.All(seen, direction => Assert.True(direction.SequenceEqual([6, 2, 2]) || direction.SequenceEqual([-4, 2, 2])));
        // Positive with the probability ½ (1 + 2/10) = 0.6. Of 60 draws 36 are expected, with a deviation of 3.8: five of them on each side.
        Assert.InRange(seen.Count(direction => direction[0] > 0), 17, 55);
    }

    [Fact]
    public void With_a_leak_of_1_it_is_the_sum() => Gen.Double[-2, 2].Array[700].Array[3].ForAll(rows =>
        Directions.Close(Directions.Combination(rows, [1, 1, 1]), Directions.Of(new GradDrop { Leak = Leaks([1, 1, 1]) }, rows), 1e-6), iter: 10); // Single precision.

    [Fact]
    public void Every_number_is_that_of_one_sign() => Gen.Double[-2, 2].Array[300].Array[3].ForAll(rows =>
    {
        var direction = Directions.Of(new GradDrop(), rows);
        for (var k = 0; k < direction.Length; k++)
        {
            var (positive, negative) = (rows.Sum(row => Math.Max(0, row[k])), rows.Sum(row => Math.Min(0, row[k])));
            // Sums of three numbers of single precision.
            Assert.True(Math.Abs(direction[k] - positive) < 1e-6 || Math.Abs(direction[k] - negative) < 1e-6);
        }
    }, iter: 10);

    [Fact]
    public void Leaks_are_those_of_the_tasks_in_a_step()
    {
        var method = new GradDrop { Leak = Leaks([0, 0.5, 0.25]), Draws = [0.9] }.Create(Steps.Problem(3));
        var step = new BalancingStep(3);
        Steps.Begin(step, [double.NaN, 1, 1]);
        Assert.Equal([-1 + 0.25 * 2], Directions.Of(method, [[100], [-1], [2]], step));
    }

    [Theory]
    [InlineData("x", 0.5, "balancing.leak.x: expected one of the tasks a, b, found 'x'. Correct the name, or remove it.")]
    [InlineData("b", 1.5, "balancing.leak.b: expected a number from 0 to 1, found 1.5. Correct it, or remove it.")]
    public void Wrong_leaks_are_named(string task, double leak, string message) =>
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => new GradDrop { Leak = new Dictionary<string, double> { [task] = leak } }.Create(Steps.Problem(2))).Message);

    private static Dictionary<string, double> Leaks(double[] leaks) => leaks.Zip(Steps.Problem(leaks.Length).Tasks).ToDictionary(pair => pair.Second, pair => pair.First);
}
