using Polytask.Balancing;
using Polytask.Catalog;

namespace Polytask.Cli.Rendering;

/// <summary>Balancing methods that look at the same things, and so cost about the same.</summary>
/// <param name="Title">What they look at.</param>
/// <param name="Cost">What all of them need of a step.</param>
/// <param name="Methods">The methods, and what each needs beside that; empty for nothing.</param>
internal sealed record BalancingGroup(string Title, string Cost, IReadOnlyList<(Kind Kind, string Needs)> Methods)
{
    // Enough for every method that chooses among tasks.
    private static readonly BalancingProblem Problem = new([.. Enumerable.Range(1, 8).Select(task => $"task {task}")]);

    private static readonly (Type Balancer, string Title, string Cost)[] Groups =
    [
        (typeof(LossBalancer), "Losses", "weights of the losses, from the losses alone: one backward pass"),
        (typeof(GramianBalancer), "Gramian", "weights of the shared parameters' gradients, from their inner products: one backward pass with all tasks stacked"),
        (typeof(JacobianBalancer), "Jacobian", "a direction of the shared parameters, from all numbers of all tasks' gradients: one backward pass with all tasks stacked, and memory for the gradients"),
        (typeof(BilevelBalancer), "Bilevel", "weights learnt from steps that one half of the batch tries out and the other half judges: several passes"),
        (typeof(Balancer), "Others", "methods of which no more is known before their options are stated"),
    ];

    /// <summary>The groups that have a method, cheap ones first.</summary>
    public static IEnumerable<BalancingGroup> Of(IEnumerable<Kind> kinds)
    {
        var left = kinds.Select(Described).ToList();
        foreach (var (balancer, title, cost) in Groups)
        {
            var own = left.Where(method => method.Type.IsAssignableTo(balancer)).ToList();
            left = [.. left.Except(own)];
            if (own.Count > 0) yield return new BalancingGroup(title, cost, [.. own.Select(method => (method.Kind, method.Needs))]);
        }
    }

    private static (Kind Kind, Type Type, string Needs) Described(Kind kind)
    {
        try
        {
            var balancer = ((BalancerOptions)Activator.CreateInstance(kind.Options)!).Create(Problem);
            using var _ = balancer as IDisposable;
            return (kind, balancer.GetType(), Needs(balancer));
        }
        catch (ConfigurationException)
        {
            return (kind, typeof(Balancer), "");
        }
    }

    private static string Needs(Balancer balancer)
    {
        string?[] needs =
        [
            balancer.Needs.HasFlag(Balancing.Needs.Scores) ? "scores on validation rows" : null,
            balancer.Needs.HasFlag(Balancing.Needs.LossesAfter) ? "one more forward pass, after the update" : null,
            balancer.Needs.HasFlag(Balancing.Needs.CrossGramian) ? "three passes, with a third of the batch each" : null,
            balancer is GramianBalancer && balancer.Needs == Balancing.Needs.Losses ? "no inner products" : null,
            (balancer as JacobianBalancer)?.Buffers.Count() is > 0 and var buffers ? Memory(Math.DivRem(buffers, Problem.Tasks.Count)) : null,
            balancer.FewestTasks > 1 ? $"{balancer.FewestTasks} tasks" : null,
        ];
        return string.Join("; ", needs.OfType<string>());
    }

    private static string Memory((int PerTask, int More) gradients) =>
        $"memory as long as {(gradients.PerTask == 1 ? "a gradient" : $"{gradients.PerTask} gradients")} per task{(gradients.More > 0 ? $" and {gradients.More} more" : "")}";
}
