namespace Polytask.Native;

/// <summary>How TorchSharp's native library came to load.</summary>
public enum LoadMethod
{
    /// <summary>As it is in the package.</summary>
    AsIs,

    /// <summary>The build had made its need of a newer libstdc++ weak.</summary>
    RelaxedAtBuild,

    /// <summary>Its need of a newer libstdc++ was made weak in a copy in memory; no file was written.</summary>
    RelaxedInMemory,
}

/// <summary>What <see cref="LibTorch.Init"/> found and did.</summary>
/// <param name="Version">The version of libtorch.</param>
/// <param name="Method">How TorchSharp's native library was loaded.</param>
/// <param name="Library">That library's file, where it is known.</param>
/// <param name="Threads">Threads for one tensor operation.</param>
/// <param name="WaitPolicy">How idle OpenMP threads wait: <c>PASSIVE</c> (they sleep) unless <c>OMP_WAIT_POLICY</c> says otherwise.</param>
/// <param name="Devices">Where tensors can live: <c>cpu</c>, then <c>cuda:0</c> and so on.</param>
public sealed record LibTorchLoad(Version Version, LoadMethod Method, string? Library, int Threads, string WaitPolicy, IReadOnlyList<string> Devices);
