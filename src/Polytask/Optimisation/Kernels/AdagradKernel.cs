using System.Numerics;
using System.Runtime.CompilerServices;

namespace Polytask.Optimisation.Kernels;

internal static unsafe class AdagradKernel
{
    /// <summary>s = s + g²;  θ = θ − rate g / (√s + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* values, float* gradients, float* squares, long count, float rate, float epsilon)
    {
        var (rates, epsilons) = (new Vector<float>(rate), new Vector<float>(epsilon));
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradient = Vector.Load(gradients + i);
            var sum = Vector.FusedMultiplyAdd(gradient, gradient, Vector.Load(squares + i));
            Vector.Store(sum, squares + i);
            Vector.Store(Vector.Load(values + i) - rates * gradient / (Vector.SquareRoot(sum) + epsilons), values + i);
        }
        for (; i < count; i++)
        {
            squares[i] += gradients[i] * gradients[i];
            values[i] -= rate * gradients[i] / (MathF.Sqrt(squares[i]) + epsilon);
        }
    }
}
