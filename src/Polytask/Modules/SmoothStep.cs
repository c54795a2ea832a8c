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
        using Scalar minusTwo = -2, three = 3;
        return u * u * u.mul(minusTwo).add_(three);
    }

    /// <summary>Its derivative.</summary>
    public static torch.Tensor Slope(torch.Tensor numbers, double width)
    {
        var u = Inside(numbers, width);
        using Scalar factor = 6 / width;
        return (u - u * u).mul_(factor);
    }

    // TorchSharp leaves a number that it converts by itself to the garbage collector, which may free it while libtorch reads it.
    private static torch.Tensor Inside(torch.Tensor numbers, double width)
    {
        using Scalar inverse = 1 / width, half = 0.5, zero = 0, one = 1;
        return numbers.mul(inverse).add_(half).clamp_(zero, one);
    }
}
