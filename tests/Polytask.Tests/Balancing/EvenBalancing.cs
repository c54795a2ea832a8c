using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Gradients;

namespace Polytask.Tests.Balancing;

/// <summary>Looks at the Gramian and weighs all tasks alike, so that tests of what is around a gradient method need no real one.</summary>
[Kind("even_gramian")]
public sealed record EvenGramian : GradientBalancing
{
    public double Weight { get; init; } = 1;

    /// <summary>Whether it wants independent batches, and not the Gramian.</summary>
    public bool Independent { get; init; }

    public override Balancer Create(BalancingProblem problem) => new Even(this);

    private sealed class Even(EvenGramian options) : GramianBalancer
    {
        public override Needs Needs => options.Independent ? Needs.CrossGramian : Needs.Gramian;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            weights.Fill(options.Weight);
            // What a method does with its numbers must not show in a record.
            step.Gramian.Reset(step.Count);
        }
    }
}

/// <summary>The same with whole gradients.</summary>
[Kind("even_jacobian")]
public sealed record EvenJacobian : GradientBalancing
{
    public override Balancer Create(BalancingProblem problem) => new Even();

    private sealed class Even : JacobianBalancer
    {
        public override int FewestTasks => 2;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            direction.Clear();
            for (var task = 0; task < step.Count; task++)
                for (var i = 0; i < direction.Length; i++) direction[i] += jacobian[task][i];
        }
    }
}
