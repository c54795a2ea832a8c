using System.Runtime.CompilerServices;
using Polytask.Native;

namespace Polytask.Tests;

internal static class LoadLibTorch
{
    [ModuleInitializer]
    internal static void Load() => LibTorch.Init();
}
