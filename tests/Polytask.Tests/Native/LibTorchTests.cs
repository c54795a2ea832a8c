using Polytask.Native;
using TorchSharp;

namespace Polytask.Tests.Native;

public sealed class LibTorchTests
{
    [Fact]
    public void Loading_twice_is_loading_once() => Assert.Same(LibTorch.Init(), LibTorch.Init());

    [Fact]
    public void Every_load_has_a_processor_and_a_thread()
    {
        var load = LibTorch.Init();
        Assert.Equal("cpu", load.Devices[0]);
        Assert.Equal(torch.get_num_threads(), load.Threads);
        Assert.Equal(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY"), load.WaitPolicy);
    }

    [Fact]
    public void At_least_one_thread_is_asked_for() => Assert.Throws<ArgumentOutOfRangeException>(() => LibTorch.Init(0));

    [Fact]
    public unsafe void Numbers_written_through_the_pointer_are_the_tensor()
    {
        LibTorch.Init();
        using var tensor = torch.zeros(2, 3);
        for (var i = 0; i < 6; i++) LibTorch.Pointer(tensor)[i] = i;
        Assert.Equal([0f, 1, 2, 3, 4, 5], tensor.data<float>().ToArray());
    }

    [Fact]
    public void Only_contiguous_floats_have_a_pointer()
    {
        LibTorch.Init();
        using var doubles = torch.zeros(2, torch.float64);
        using var matrix = torch.zeros(2, 3);
        using var transposed = matrix.t();
        Assert.Throws<ArgumentException>(() => Point(doubles));
        Assert.Throws<ArgumentException>(() => Point(transposed));

        static unsafe void Point(torch.Tensor tensor) => LibTorch.Pointer(tensor);
    }
}
