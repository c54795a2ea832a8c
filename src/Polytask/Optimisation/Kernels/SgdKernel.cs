using System.Numerics;
using System.Runtime.CompilerServices;

namespace Polytask.Optimisation.Kernels;

internal static unsafe class SgdKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* values, float* gradients, float* velocity, long count, float rate, float momentum, float decay)
    {
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = Vector.Load(values + i);
            var step = Vector.Load(gradients + i) + decay * value;
            if (velocity is not null)
            {
                step += momentum * Vector.Load(velocity + i);
                Vector.Store(step, velocity + i);
            }
            Vector.Store(value - rate * step, values + i);
        }
        for (; i < count; i++)
        {
            var step = gradients[i] + decay * values[i];
            if (velocity is not null) velocity[i] = step += momentum * velocity[i];
            values[i] -= rate * step;
        }
    }
}
