namespace Polytask.Balancing;

/// <summary>What the weights of a step add up to.</summary>
public enum WeightSum
{
    /// <summary>The number of tasks in the step, as equal weights do: the same learning rate suits both.</summary>
    Tasks,

    /// <summary>One, as in the paper.</summary>
    One,
}
