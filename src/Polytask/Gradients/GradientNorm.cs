using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Gradients;

/// <summary>The Euclidean norm of the whole gradient, dense and sparse together.</summary>
public static unsafe class GradientNorm
{
    /// <summary>The norm over all parameters of the store.</summary>
    public static double Of(ParameterStore store)
    {
        var sum = Squares(LibTorch.Pointer(store.Gradients), store.Gradients.numel());
        foreach (var table in store.Tables) sum += Squares(table.Gradient.Values, (long)table.Gradient.Rows.Length * table.Width);
        return Math.Sqrt(sum);
    }

    /// <summary>Shortens the gradient to a norm where it is longer (Pascanu, Mikolov, Bengio, ICML 2013).</summary>
    public static void Clip(ParameterStore store, double limit)
    {
        var norm = Of(store);
        if (norm <= limit) return;
        var factor = (float)(limit / norm);
        Scale(LibTorch.Pointer(store.Gradients), store.Gradients.numel(), factor);
        foreach (var table in store.Tables) Scale(table.Gradient.Values, (long)table.Gradient.Rows.Length * table.Width, factor);
    }

    private static double Squares(float* values, long count)
    {
        var sum = 0.0;
        for (long i = 0; i < count; i++) sum += (double)values[i] * values[i];
        return sum;
    }

    private static void Scale(float* values, long count, float factor)
    {
        for (long i = 0; i < count; i++) values[i] *= factor;
    }
}
