using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

/// <summary>Bilevel methods asked for their weights in single steps of problems without a model.</summary>
internal static class BilevelMethods
{
    /// <summary>The weights of both halves in a step of the tasks listed; the problem's n-th losses are those of the n-th of them.</summary>
    public static (double[] Inner, double[] Outer) Weigh(this BilevelBalancer method, BilevelProblem problem, int tasks, params int[] present)
    {
        var step = new BalancingStep(tasks);
        step.Begin(0, 0);
        foreach (var task in present.Length > 0 ? present : [.. Enumerable.Range(0, tasks)]) step.Add(task, loss: 1);
        var (inner, outer) = (new double[step.Count], new double[step.Count]);
        method.Weigh(step, problem, inner, outer);
        return (inner, outer);
    }

    public static BilevelBalancer Create(BalancerOptions options, int tasks) => (BilevelBalancer)options.Create(Steps.Problem(tasks));

    public static double[] Remembered(this Balancer method, string name) => [.. method.Memory.Single(memory => memory.Name == name).Numbers];

    /// <summary>The derivatives that the first step of Adam was taken with: a tenth of them is in its first moment.</summary>
    public static double[] FirstSlopes(this Balancer method) => [.. method.Remembered("adam.first").Select(number => 10 * number)];
}
