using System.Numerics;
using System.Runtime.CompilerServices;

namespace Polytask.Optimisation.Kernels;

/// <summary>The constants of one step of Adam; the rests are 1 − β, taken in double, since 1 − (float)0.999 is off by 5e-5 of itself.</summary>
internal readonly record struct AdamStep(float Beta1, float Rest1, float Beta2, float Rest2, float StepSize, float RootScale, float Epsilon, float L2, float Shrink);

internal static unsafe class AdamKernel
{
    /// <summary>m = β1 m + (1-β1) g;  v = β2 v + (1-β2) g²;  θ = shrink θ − stepSize m / (rootScale √v + ε), with g raised by L2 θ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* values, float* gradients, float* first, float* second, long count, in AdamStep step)
    {
        var (beta1, beta2) = (new Vector<float>(step.Beta1), new Vector<float>(step.Beta2));
        var (rest1, rest2) = (new Vector<float>(step.Rest1), new Vector<float>(step.Rest2));
        var (size, root, epsilon) = (new Vector<float>(step.StepSize), new Vector<float>(step.RootScale), new Vector<float>(step.Epsilon));
        var (l2, shrink) = (new Vector<float>(step.L2), new Vector<float>(step.Shrink));
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = Vector.Load(values + i);
            var gradient = Vector.FusedMultiplyAdd(l2, value, Vector.Load(gradients + i));
            var m = Vector.FusedMultiplyAdd(beta1, Vector.Load(first + i), rest1 * gradient);
            var v = Vector.FusedMultiplyAdd(beta2, Vector.Load(second + i), rest2 * gradient * gradient);
            Vector.Store(m, first + i);
            Vector.Store(v, second + i);
            var denominator = Vector.FusedMultiplyAdd(Vector.SquareRoot(v), root, epsilon);
            Vector.Store(shrink * value - size * m / denominator, values + i);
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
