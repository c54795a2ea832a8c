using Polytask.Numerics;

namespace Polytask.Gradients;

/// <summary>The gradients of all tasks by the parameters of one layer, in the factors that a backward pass gives: they are multiplied out only as far as is needed.</summary>
public abstract class LayerGradients
{
    /// <summary>The layer's name: what its parameters' names have in common.</summary>
    public abstract string Layer { get; }

    /// <summary>Adds the inner products of the tasks' gradients with those of the same layer in another pass, or in the same one.</summary>
    public abstract void AddGramian(LayerGradients other, SquareMatrix gramian);

    /// <summary>Adds the weighted sum of the tasks' gradients to the gradients of the parameters.</summary>
    public abstract void Accumulate(ReadOnlySpan<double> weights);

    /// <summary>Names the numbers that it has gradients of, in the order in which <see cref="Fill"/> writes them.</summary>
    public abstract void AddSegments(SharedNumbers numbers, List<Segment> segments);

    /// <summary>Writes each task's gradient into its row of the Jacobian.</summary>
    /// <param name="jacobian">The Jacobian.</param>
    /// <param name="start">The first column.</param>
    /// <returns>The column after the last.</returns>
    public abstract int Fill(Jacobian jacobian, int start);

    /// <summary>Adds a direction to the gradients of the parameters.</summary>
    /// <param name="direction">Numbers in the order of the Jacobian's columns.</param>
    /// <param name="start">The first column.</param>
    /// <returns>The column after the last.</returns>
    public abstract int Scatter(ReadOnlySpan<float> direction, int start);
}
