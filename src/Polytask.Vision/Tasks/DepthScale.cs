namespace Polytask.Vision.Tasks;

/// <summary>What a network learns of a depth.</summary>
public enum DepthScale
{
    /// <summary>The depth itself: far pixels count the most.</summary>
    Linear,

    /// <summary>Its logarithm: errors count by their share of the depth.</summary>
    Log,

    /// <summary>Its inverse: near pixels count the most.</summary>
    Inverse,
}
