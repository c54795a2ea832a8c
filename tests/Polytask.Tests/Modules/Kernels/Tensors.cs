using TorchSharp;

namespace Polytask.Tests.Modules.Kernels;

/// <summary>Holds what a kernel makes to what libtorch makes.</summary>
internal static class Tensors
{
    public static void Same(torch.Tensor expected, torch.Tensor found, double rounding)
    {
        Assert.Equal(expected.shape, found.shape);
        foreach (var (one, other) in expected.contiguous().data<float>().Zip(found.contiguous().data<float>())) Assert.Equal(one, other, rounding);
    }
}
