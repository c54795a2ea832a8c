using Polytask.Balancing;
using Polytask.Models;

namespace Polytask.Training;

/// <summary>How a run computes what its balancing method looks at, in words for people.</summary>
internal static class GradientPlan
{
    /// <summary>Describes the plan.</summary>
    /// <param name="balancer">The method.</param>
    /// <param name="options">Its options, where it looks at gradients.</param>
    /// <param name="model">The model.</param>
    public static string Describe(Balancer balancer, GradientBalancing? options, MultiTaskModel model)
    {
        string?[] parts =
        [
            options is null ? "weights of the losses" : balancer is JacobianBalancer ? "whole gradients of the tasks" : balancer.Needs == Needs.Losses ? "weights of the tasks' gradients" : "inner products of the tasks' gradients",
            balancer is BilevelBalancer ? "steps are tried out with one half of the batch and judged with the other" : options is null ? "one backward pass" : How(options, model),
            options?.Level == BalancingLevel.Parameters && model.HasReachedTasks ? "what tasks have that others take from counts as shared" : null,
            options?.Groups == BalancingGroups.Layer ? "each layer by itself" : null,
            balancer.Needs.HasFlag(Needs.CrossGramian) ? "in three passes with a third of the rows each" : null,
            balancer.Needs.HasFlag(Needs.LossesAfter) ? "one more forward pass after the update" : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string How(GradientBalancing options, MultiTaskModel model) =>
        options.Level == BalancingLevel.Features ? $"{(model.HasReachedTasks ? "at the shared representation, through all heads on the way" : "in closed form at the shared representation")}, one backward pass"
        : options.Path == GradientPath.Loop || !model.HasSharedRepresentation ? "one backward pass per task"
        : "one backward pass with all tasks stacked (rows with one label: one pass for all)";
}
