using TorchSharp;

namespace Polytask.Native;

/// <summary>
/// Numbers that libtorch reads. TorchSharp does not hold one that it makes of a C# number by itself, as it does for every sum: the garbage collector may free it while
/// libtorch still reads it. To be used once libtorch is loaded.
/// </summary>
internal static class Scalars
{
    /// <summary>1, for ever: <c>sum.add_(tensor, Scalars.One)</c> in place of <c>sum.add_(tensor)</c>.</summary>
    public static Scalar One { get; } = 1.ToScalar();
}
