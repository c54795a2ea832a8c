namespace Polytask.Tasks;

/// <summary>How much the rows of each class count in the loss.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts the same.</summary>
    None,

    /// <summary>Every class counts the same: a row counts rows / (classes × rows of its class), taken over training rows.</summary>
    Balanced,

    /// <summary>Between the two: a class counts as the square root of its training rows.</summary>
    Root,
}

/// <summary>Weights of classes.</summary>
public static class ClassWeightings
{
    /// <summary>What a row of each class counts, so that the mean row counts 1; a class without rows counts 1.</summary>
    /// <param name="weighting">How much the rows of each class count.</param>
    /// <param name="counts">The training rows of each class, or pixels.</param>
    public static float[] Weights(this ClassWeighting weighting, IReadOnlyList<long> counts)
    {
        var power = weighting switch { ClassWeighting.Balanced => 1, ClassWeighting.Root => 0.5, _ => 0 };
        var whole = counts.Sum() / counts.Where(count => count > 0).Sum(count => Math.Pow(count, 1 - power));
        return [.. counts.Select(count => count > 0 ? (float)(whole * Math.Pow(count, -power)) : 1)];
    }
}
