using Polytask.Balancing;

namespace Polytask.Tests.Training;

/// <summary>A bilevel method that does what a test asks for.</summary>
internal sealed record Probe(Probe.Look Looks) : BalancerOptions
{
    /// <summary>Looks at the problem of a step, and weighs its halves.</summary>
    public delegate void Look(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer);

    public override Balancer Create(BalancingProblem problem) => new ProbeBalancer(Looks);

    private sealed class ProbeBalancer(Look look) : BilevelBalancer
    {
        public override void Weigh(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer) => look(step, problem, inner, outer);
    }
}
