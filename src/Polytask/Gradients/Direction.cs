namespace Polytask.Gradients;

/// <summary>A direction in the space of all parameters of a problem.</summary>
public abstract class Direction
{
    /// <summary>The inner product with another direction of the same problem.</summary>
    public abstract double Dot(Direction other);

    /// <summary>The Euclidean length.</summary>
    public double Length => Math.Sqrt(Dot(this));
}
