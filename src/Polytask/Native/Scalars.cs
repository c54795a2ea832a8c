using TorchSharp;

namespace Polytask.Native;

/// <summary>
/// Numbers for libtorch that stay for ever. TorchSharp makes one for every sum of two tensors and does not hold it: the garbage collector may free it while libtorch
/// still reads it. To be used once libtorch is loaded.
/// </summary>
internal static class Scalars
{
    /// <summary>1: <c>sum.add_(tensor, Scalars.One)</c> in place of <c>sum.add_(tensor)</c>.</summary>
    public static Scalar One { get; } = 1;
}
