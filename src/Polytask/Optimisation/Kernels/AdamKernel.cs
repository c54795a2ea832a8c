using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Polytask.Optimisation.Kernels;

/// <summary>The constants of one step of Adam; the rests are 1 − β, taken in double, since 1 − (float)0.999 is off by 5e-5 of itself.</summary>
internal readonly record struct AdamStep(float Beta1, float Rest1, float Beta2, float Rest2, float StepSize, float RootScale, float Epsilon, float L2, float Shrink);

internal static unsafe class AdamKernel
{
    /// <summary>m = β1 m + (1-β1) g;  v = β2 v + (1-β2) g²;  θ = shrink θ − stepSize m / (rootScale √v + ε), with g raised by L2 θ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* values, float* gradients, float* first, float* second, long count, in AdamStep step)
    {
        var (beta1, beta2) = (Vector512.Create(step.Beta1), Vector512.Create(step.Beta2));
        var (rest1, rest2) = (Vector512.Create(step.Rest1), Vector512.Create(step.Rest2));
        var (size, root, epsilon) = (Vector512.Create(step.StepSize), Vector512.Create(step.RootScale), Vector512.Create(step.Epsilon));
        var (l2, shrink) = (Vector512.Create(step.L2), Vector512.Create(step.Shrink));
        long i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var value = Vector512.Load(values + i);
            var gradient = Vector512.FusedMultiplyAdd(l2, value, Vector512.Load(gradients + i));
            var m = Vector512.FusedMultiplyAdd(beta1, Vector512.Load(first + i), rest1 * gradient);
            var v = Vector512.FusedMultiplyAdd(beta2, Vector512.Load(second + i), rest2 * gradient * gradient);
            m.Store(first + i);
            v.Store(second + i);
            var denominator = Vector512.FusedMultiplyAdd(Vector512.Sqrt(v), root, epsilon);
            (shrink * value - size * m / denominator).Store(values + i);
        }
        for (; i < count; i++)
        {
            var gradient = gradients[i] + step.L2 * values[i];
            var m = first[i] = step.Beta1 * first[i] + step.Rest1 * gradient;
            var v = second[i] = step.Beta2 * second[i] + step.Rest2 * gradient * gradient;
            values[i] = step.Shrink * values[i] - step.StepSize * m / (MathF.Sqrt(v) * step.RootScale + step.Epsilon);
        }
    }
}
