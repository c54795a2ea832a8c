namespace Polytask.Balancing;

/// <summary>A balancing method at work. All that it remembers from step to step is in <see cref="Memory"/>, which checkpoints save.</summary>
public abstract class Balancer
{
    /// <summary>What it needs.</summary>
    public abstract Needs Needs { get; }

    /// <summary>The fewest tasks that it can balance; in a step with labels of fewer, their gradients are added up.</summary>
    public virtual int FewestTasks => 1;

    /// <summary>What it remembers, by name: arrays that keep their length, and whose numbers it reads anew in every step.</summary>
    public virtual IEnumerable<(string Name, double[] Numbers)> Memory => [];

    /// <summary>Told the losses of the same batch after the update, where it needs them.</summary>
    public virtual void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter)
    {
    }
}

/// <summary>A method that gives every task a weight.</summary>
public abstract class Weighting : Balancer
{
    /// <summary>The weight of each task in this step.</summary>
    /// <param name="step">What there is to know of the step.</param>
    /// <param name="weights">Receives a finite weight per task of the step.</param>
    public abstract void Weigh(BalancingStep step, Span<double> weights);
}

/// <summary>A method that turns the tasks' losses into weights of the losses: one backward pass. Shared parameters and each task's own feel the weights alike.</summary>
public abstract class LossBalancer : Weighting
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Losses;
}

/// <summary>A method that turns the inner products of the tasks' gradients into weights of the gradients. It balances shared parameters only: each task's own follow their own gradient.</summary>
public abstract class GramianBalancer : Weighting
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Gramian;

    /// <summary>Into how many parts the rows of a step are divided for <see cref="BalancingStep.PartGramian"/>; with 1 there are none. Only methods at the representation may ask for more.</summary>
    public virtual int Parts => 1;
}
