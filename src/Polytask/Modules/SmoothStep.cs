using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// A step from 0 to 1 that is exactly 0 below −γ/2, exactly 1 above γ/2, and between them −2t³/γ³ + 3t/(2γ) + ½. With u = t/γ + ½ that is u²(3 − 2u).
/// </summary>
/// <remarks>Hazimeh, Ponomareva, Mol, Tan, Mazumder, The Tree Ensemble Layer, ICML 2020.</remarks>
internal static class SmoothStep
{
    /// <summary>The step.</summary>
    public static torch.Tensor Of(torch.Tensor numbers, double width)
    {
        var u = Inside(numbers, width);
        using var minusTwo = (-2).ToScalar();
        using var three = 3.ToScalar();
        return u * u * u.mul(minusTwo).add_(three, Scalars.One);
    }

    /// <summary>Its derivative.</summary>
    public static torch.Tensor Slope(torch.Tensor numbers, double width)
    {
        var u = Inside(numbers, width);
        using var factor = (6 / width).ToScalar();
        return (u - u * u).mul_(factor);
    }

    private static torch.Tensor Inside(torch.Tensor numbers, double width)
    {
        using var inverse = (1 / width).ToScalar();
        using var half = 0.5.ToScalar();
        using var zero = 0.ToScalar();
        return numbers.mul(inverse).add_(half, Scalars.One).clamp_(zero, Scalars.One);
    }
}
