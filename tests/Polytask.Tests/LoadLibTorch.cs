using Polytask.Native;

[assembly: AssemblyFixture(typeof(Polytask.Tests.LoadLibTorch))]

namespace Polytask.Tests;

/// <summary>Loads libtorch before the first test.</summary>
public sealed class LoadLibTorch
{
    public LoadLibTorch() => LibTorch.Init();
}
