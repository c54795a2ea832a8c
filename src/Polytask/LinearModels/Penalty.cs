using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// What holds the weights of the tasks, W [tasks, features], together. W may be a sum of parts that are held each in its own way. It has a
/// part whose proximal operator is exact, or a smooth one, or both.
/// </summary>
public abstract class Penalty
{
    // Curvatures of the loss at which a penalty of curvature 1 has left next to nothing to the tasks.
    private const double Overwhelming = 10;

    /// <summary>How many parts W is the sum of.</summary>
    public virtual int Parts => 1;

    /// <summary>The curvature of the smooth part.</summary>
    public virtual double Curvature => 0;

    /// <summary>The value of the part with a proximal operator.</summary>
    /// <param name="parts">The parts of W, each [tasks, features].</param>
    public abstract double Value(IReadOnlyList<Matrix> parts);

    /// <summary>The proximal operator of amount times <see cref="Value"/>, written over the parts.</summary>
    public abstract void Shrink(IReadOnlyList<Matrix> parts, double amount);

    /// <summary>The smooth part: returns strength times its value and adds strength times its gradient.</summary>
    public virtual double AddSmooth(IReadOnlyList<Matrix> parts, double strength, IReadOnlyList<Matrix> gradients) => 0;

    /// <summary>The strength at which a path begins: from there on W, or what tells tasks apart in it, is about 0.</summary>
    /// <param name="gradient">The gradient of the loss where W is 0.</param>
    /// <param name="curvature">The largest curvature of the loss.</param>
    public virtual double Largest(Matrix gradient, double curvature) => Overwhelming * curvature;
}
