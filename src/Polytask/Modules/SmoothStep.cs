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
        return u * u * (3 - 2 * u);
    }

    /// <summary>Its derivative.</summary>
    public static torch.Tensor Slope(torch.Tensor numbers, double width)
    {
        var u = Inside(numbers, width);
        return u * (1 - u) * (6 / width);
    }

    private static torch.Tensor Inside(torch.Tensor numbers, double width) => (numbers / width + 0.5).clamp_(0, 1);
}
