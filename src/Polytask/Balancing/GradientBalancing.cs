namespace Polytask.Balancing;

/// <summary>Where gradients are compared.</summary>
public enum BalancingLevel
{
    /// <summary>At the shared parameters: exact.</summary>
    Parameters,

    /// <summary>At the shared representation, the input of the heads: an upper bound of the above for the cost of one backward pass (Sener and Koltun, NeurIPS 2018).</summary>
    Features,
}

/// <summary>Which shared parameters are balanced together.</summary>
public enum BalancingGroups
{
    /// <summary>All of them.</summary>
    Whole,

    /// <summary>Each layer and each table by itself.</summary>
    Layer,
}

/// <summary>How the tasks' gradients are computed. All ways give the same numbers.</summary>
public enum GradientPath
{
    /// <summary>The cheapest for the batch and the model at hand.</summary>
    Auto,

    /// <summary>All tasks in one sweep of stacked cotangents.</summary>
    Stacked,

    /// <summary>One backward pass per task.</summary>
    Loop,
}

/// <summary>The options of all methods that look at gradients.</summary>
public abstract record GradientBalancing : BalancerOptions
{
    /// <summary>Where gradients are compared.</summary>
    public BalancingLevel Level { get; init; }

    /// <summary>Which shared parameters are balanced together; each group has a method of its own.</summary>
    public BalancingGroups Groups { get; init; }

    /// <summary>How the tasks' gradients are computed.</summary>
    public GradientPath Path { get; init; }

    /// <summary>Why gradients at the representation mean nothing to the method; <c>null</c> where they do.</summary>
    internal virtual string? FeaturesProblem => null;
}
