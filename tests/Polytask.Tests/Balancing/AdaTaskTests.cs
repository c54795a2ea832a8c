using CsCheck;
using Polytask.Balancing;
using Polytask.Gradients;

namespace Polytask.Tests.Balancing;

public sealed class AdaTaskTests
{
    private static readonly Gen<double[][]> Rows = Gen.Double[-2, 2].Array[37].Array[2]; // 37 numbers fill some vectors, and leave some over.

    [Fact]
    public void One_task_is_trained_by_Adam() => Gen.Double[-2, 2].Array[37].Array[6].ForAll(gradients =>
    {
        var method = new AdaTask().Create(Directions.Problem(1, 37));
        var adam = new Adam(37);
        for (var t = 0; t < gradients.Length; t++) // Single precision; a sum of moments can cancel, and roots are divided by.
            Directions.Close(adam.Step(gradients[t]), Directions.Of(method, [gradients[t]], [1], t), 1e-5);
    });

    [Fact]
    public void Several_tasks_have_moments_of_their_own() => Gen.Select(Rows, Rows).ForAll((first, second) =>
    {
        var method = new AdaTask().Create(Directions.Problem(2, 37));
        Adam[] adams = [new(37), new(37)];
        foreach (var (t, rows) in new[] { first, second }.Index())
            Directions.Close([.. adams[0].Step(rows[0]).Zip(adams[1].Step(rows[1]), (a, b) => a + b)], Directions.Of(method, rows, [1, 1], t), 1e-5);
    });

    [Fact]
    public void A_task_counts_its_own_steps() => Gen.Double[0.01, 2].Array[37].Array[2].ForAll(rows =>
    {
        var method = new AdaTask().Create(Directions.Problem(2, 37));
        var step = new BalancingStep(2);
        Steps.Begin(step, [1, double.NaN]);
        Directions.Of(method, rows, step);
        Assert.Equal([1, 0], Directions.Memory(method, "steps"));
        Steps.Begin(step, [double.NaN, 1], number: 1);
        Directions.Close([.. rows[1].Select(x => (double)Math.Sign(x))], Directions.Of(method, rows, step), 1e-4); // The first step of Adam, but for ε.
    });

    [Fact]
    public void Numbers_that_a_step_does_not_touch_keep_their_moments()
    {
        var method = new AdaTask().Create(Directions.Problem(1, 4));
        Directions.Of(method, [[1, 2, 3, 4]], Steps.Step([1]));
        var before = Directions.Buffer(method, "second_moment.0");
        Assert.Equal(2, Directions.Of(method, [[5, 6]], Steps.Step([1]), new Segment(0, 2, 1)).Length);
        var after = Directions.Buffer(method, "second_moment.0");
        Assert.Equal((before[0], before[3]), (after[0], after[3]));
        Assert.True(after[1] > before[1] && after[2] > before[2]);
    }

    /// <summary>Adam as in its paper, in double precision.</summary>
    internal sealed class Adam(int width, double beta1 = 0.9, double beta2 = 0.999)
    {
        private readonly double[] _first = new double[width], _second = new double[width];
        private int _steps;

        public double[] Step(double[] gradient)
        {
            _steps++;
            return [.. gradient.Select((g, k) =>
            {
                _first[k] = beta1 * _first[k] + (1 - beta1) * g;
                _second[k] = beta2 * _second[k] + (1 - beta2) * g * g;
                return _first[k] / (1 - Math.Pow(beta1, _steps)) / (Math.Sqrt(_second[k] / (1 - Math.Pow(beta2, _steps))) + 1e-8);
            })];
        }
    }
}
