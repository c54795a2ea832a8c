namespace Polytask.Tasks;

/// <summary>How much the rows of each class count in the loss.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts the same.</summary>
    None,

    /// <summary>Every class counts the same: a row counts rows / (classes × rows of its class), taken over training rows.</summary>
    Balanced,
}
