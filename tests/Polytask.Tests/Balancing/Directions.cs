using Polytask.Balancing;
using Polytask.Gradients;

namespace Polytask.Tests.Balancing;

/// <summary>Gradient methods asked for their directions in steps, with numbers and without a model.</summary>
internal static class Directions
{
    /// <summary>A problem with tasks called a, b, c and so on, and some shared parameters.</summary>
    public static BalancingProblem Problem(int tasks, int width) => Steps.Problem(tasks) with { SharedParameters = width };

    /// <summary>The direction of a fresh method in a first step of tasks that all have a label.</summary>
    public static double[] Of(BalancerOptions options, double[][] rows, double[]? losses = null, Action<string>? say = null)
    {
        losses ??= [.. rows.Select(_ => 1.0)];
        return Of(options.Create(Problem(rows.Length, rows[0].Length)), rows, Steps.Step(losses, say: say));
    }

    /// <summary>The direction of a method in a further step.</summary>
    public static double[] Of(Balancer method, double[][] rows, double[] losses, long number) =>
        Of(method, rows, Steps.Step(losses, number: number));

    /// <summary>The direction of a method in a step; rows of tasks that the step does not have are left out.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rows">The gradients of all tasks.</param>
    /// <param name="step">The step.</param>
    /// <param name="segments">Which shared parameters the columns are; by default all.</param>
    public static double[] Of(Balancer method, double[][] rows, BalancingStep step, params Segment[] segments)
    {
        double[][] present = [.. step.Tasks.ToArray().Select(task => rows[task])];
        if (method is Weighting weighting)
        {
            Fill(step, present, present);
            return Combination(present, Steps.Weights(weighting, step));
        }
        using var jacobian = new Jacobian();
        jacobian.Reset(present.Length, segments.Length > 0 ? segments : [new Segment(0, rows[0].Length, 0)]);
        for (var i = 0; i < present.Length; i++)
            for (var k = 0; k < jacobian.Width; k++) jacobian[i][k] = (float)present[i][k];
        var direction = new float[jacobian.Width];
        Array.Fill(direction, 7);
        ((JacobianBalancer)method).Combine(step, jacobian, direction);
        return [.. direction.Select(x => (double)x)];
    }

    /// <summary>Sets the products of gradients: those of one batch, or of two.</summary>
    public static void Fill(BalancingStep step, double[][] first, double[][] second)
    {
        step.Gramian.Reset(first.Length);
        step.CrossGramian.Reset(first.Length);
        for (var i = 0; i < first.Length; i++)
            for (var j = 0; j < first.Length; j++)
            {
                step.Gramian[i, j] = Dot(first[i], first[j]);
                step.CrossGramian[i, j] = Dot(first[i], second[j]);
            }
    }

    /// <summary>Jᵀ w.</summary>
    public static double[] Combination(double[][] rows, double[] weights) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(k => rows.Zip(weights, (row, w) => row[k] * w).Sum())];

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Length(double[] a) => Math.Sqrt(Dot(a, a));

    /// <summary>Asserts that numbers agree up to a share of the largest of them, or of 1 where they are smaller.</summary>
    public static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"[{i}]: expected {expected[i]:R}, found {actual[i]:R}");
    }

    /// <summary>Asserts that a method gives the direction of a reference vector, or a finite one where that is all there is to ask.</summary>
    public static void Agree(ReferenceVector vector, double[] direction, double tolerance)
    {
        if (vector.Degenerate) Assert.All(direction, x => Assert.True(double.IsFinite(x), vector.Id));
        else Close(vector.Numbers("vector"), direction, tolerance);
    }

    /// <summary>Gives a method what another remembers, as a checkpoint does.</summary>
    public static void Restore(Balancer from, Balancer to)
    {
        foreach (var ((name, source), (other, target)) in from.Memory.Zip(to.Memory))
        {
            Assert.Equal(name, other);
            source.CopyTo(target, 0);
        }
        if (from is not JacobianBalancer rows) return;
        foreach (var (source, target) in rows.Buffers.Zip(((JacobianBalancer)to).Buffers))
            source.Buffer.ToArray().CopyTo(target.Buffer.Slice(0, (int)target.Buffer.Length));
    }

    public static double[] Memory(Balancer method, string name) => method.Memory.Single(memory => memory.Name == name).Numbers;

    public static double[] Buffer(Balancer method, string name) =>
        [.. ((JacobianBalancer)method).Buffers.Single(line => line.Name == name).Buffer.ToArray().Select(x => (double)x)];
}
