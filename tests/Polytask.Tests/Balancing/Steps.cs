using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

/// <summary>Balancing methods asked for their weights in single steps, with numbers and without a model.</summary>
internal static class Steps
{
    /// <summary>The weights of a fresh method in a first step of tasks that all have a label.</summary>
    public static double[] Weights(BalancerOptions options, double[] losses, SquareMatrix? gramian = null)
    {
        var step = Step(losses, gramian);
        return Weights((Weighting)options.Create(Problem(losses.Length)), step);
    }

    /// <summary>The weights of a method in a step.</summary>
    public static double[] Weights(Weighting method, BalancingStep step)
    {
        var weights = new double[step.Count];
        method.Weigh(step, weights);
        return weights;
    }

    /// <summary>A problem with tasks called a, b, c and so on.</summary>
    public static BalancingProblem Problem(int tasks) => new([.. Enumerable.Range(0, tasks).Select(task => $"{(char)('a' + task)}")]);

    /// <summary>A step of tasks that all have a label.</summary>
    public static BalancingStep Step(double[] losses, SquareMatrix? gramian = null, long number = 0, int epoch = 0, Action<string>? say = null)
    {
        var step = new BalancingStep(losses.Length, seed: 1, say);
        Begin(step, losses, gramian, number, epoch);
        return step;
    }

    /// <summary>Begins a further step of the same object.</summary>
    public static void Begin(BalancingStep step, double[] losses, SquareMatrix? gramian = null, long number = 0, int epoch = 0)
    {
        step.Begin(number, epoch);
        for (var task = 0; task < losses.Length; task++)
            if (!double.IsNaN(losses[task])) step.Add(task, losses[task]);
        if (gramian is null) return;
        step.Gramian.Reset(gramian.Size);
        for (var row = 0; row < gramian.Size; row++) gramian[row].CopyTo(step.Gramian[row]);
    }

    /// <summary>G = J Jᵀ.</summary>
    public static SquareMatrix Gramian(double[][] jacobian) =>
        SquareMatrix.Of([.. jacobian.Select(a => jacobian.Select(b => a.Zip(b, (x, y) => x * y).Sum()).ToArray())]);
}
