using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Polytask.Optimisation.Kernels;

internal static unsafe class AdagradKernel
{
    /// <summary>s = s + g²;  θ = θ − rate g / (√s + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* values, float* gradients, float* squares, long count, float rate, float epsilon)
    {
        var (rates, epsilons) = (Vector512.Create(rate), Vector512.Create(epsilon));
        long i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var gradient = Vector512.Load(gradients + i);
            var sum = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.Load(squares + i));
            sum.Store(squares + i);
            (Vector512.Load(values + i) - rates * gradient / (Vector512.Sqrt(sum) + epsilons)).Store(values + i);
        }
        for (; i < count; i++)
        {
            squares[i] += gradients[i] * gradients[i];
            values[i] -= rate * gradients[i] / (MathF.Sqrt(squares[i]) + epsilon);
        }
    }
}
