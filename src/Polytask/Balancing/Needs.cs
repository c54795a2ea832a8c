namespace Polytask.Balancing;

/// <summary>What a balancing method needs in a step, beside the losses.</summary>
[Flags]
public enum Needs
{
    /// <summary>Nothing more.</summary>
    Losses = 0,

    /// <summary><see cref="BalancingStep.Gramian"/>.</summary>
    Gramian = 1,

    /// <summary>The tasks' gradients themselves.</summary>
    Jacobian = 2,

    /// <summary><see cref="BalancingStep.CrossGramian"/>: the step's batch is divided in three.</summary>
    CrossGramian = 4,

    /// <summary>The losses of the same batch after the update: one more forward pass.</summary>
    LossesAfter = 8,

    /// <summary><see cref="BalancingStep.Scores"/>.</summary>
    Scores = 16,
}
