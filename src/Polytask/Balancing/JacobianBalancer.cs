using Polytask.Gradients;
using Polytask.Native;

namespace Polytask.Balancing;

/// <summary>
/// A method that turns the tasks' gradients into the direction of the shared parameters, number by number. Each task's own
/// parameters follow their own gradient, times the step's own weight.
/// </summary>
public abstract class JacobianBalancer : Balancer
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Jacobian;

    /// <summary>Memory that is as long as the shared parameters, by name; checkpoints save it.</summary>
    public virtual IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => [];

    /// <summary>The direction whose opposite the shared parameters take: with the sum of the rows, that of equal weights.</summary>
    /// <param name="step">What there is to know of the step.</param>
    /// <param name="jacobian">The gradient of each task of the step.</param>
    /// <param name="direction">Receives the direction, as wide as the Jacobian.</param>
    public abstract void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction);
}
