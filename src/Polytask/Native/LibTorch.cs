using System.Runtime.InteropServices;
using TorchSharp;

namespace Polytask.Native;

/// <summary>libtorch, loaded once and deliberately.</summary>
public static partial class LibTorch
{
    private static readonly Lock Gate = new();
    private static LibTorchLoad? _load;

    /// <summary>
    /// Loads libtorch; to be called before anything of TorchSharp is used. Idle threads of tensor operations sleep instead of
    /// spinning (unless <c>OMP_WAIT_POLICY</c> is set), and memory of tensors that are gone is kept for the next ones instead of being given
    /// back to Linux in every step (unless <c>MALLOC_TRIM_THRESHOLD_</c> is set). Further calls change the number of threads, where one is given, and nothing else.
    /// </summary>
    /// <param name="threads">Threads for one tensor operation, at least 1; by default 1 in the first call, and unchanged afterwards.</param>
    /// <exception cref="ConfigurationException">It cannot be loaded; the message says why, and what to do.</exception>
    public static LibTorchLoad Init(int? threads = null)
    {
        if (threads is < 1) throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread is needed.");
        lock (Gate)
        {
            if (_load is { } load && (threads ?? load.Threads) == load.Threads) return load;
            _load = _load is null ? Load(threads ?? 1) : _load with { Threads = threads!.Value };
            torch.set_num_threads(_load.Threads);
            return _load;
        }
    }

    /// <summary>The numbers of a tensor where they lie in memory, row after row. They stay there as long as the tensor does.</summary>
    /// <param name="tensor">Contiguous 32-bit floats on the CPU, of any shape.</param>
    /// <exception cref="ArgumentException">The tensor is of another kind.</exception>
    public static unsafe float* Pointer(torch.Tensor tensor)
    {
        if (tensor.dtype != torch.ScalarType.Float32 || tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            throw new ArgumentException($"Expected contiguous float32 numbers on the CPU, found {tensor.dtype} on {tensor.device_type}, {(tensor.is_contiguous() ? "" : "not ")}contiguous.", nameof(tensor));
        return (float*)Data(tensor.Handle);
    }

    /// <summary>The first number of a tensor; the others are as far away as its strides say. They stay there as long as the tensor does.</summary>
    /// <param name="tensor">32-bit floats on the CPU, of any shape.</param>
    /// <exception cref="ArgumentException">The tensor is of another kind.</exception>
    internal static unsafe float* FirstNumber(torch.Tensor tensor) => tensor.dtype == torch.ScalarType.Float32 && tensor.device_type == DeviceType.CPU ? (float*)Data(tensor.Handle)
        : throw new ArgumentException($"Expected float32 numbers on the CPU, found {tensor.dtype} on {tensor.device_type}.", nameof(tensor));

    private static LibTorchLoad Load(int threads)
    {
        var waitPolicy = OpenMp.Configure(threads);
        HeapMemory.Keep();
        var method = TorchSharpLibrary.Load(out var file);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (TypeInitializationException e)
        {
            throw new ConfigurationException("libtorch  TorchSharp was used before LibTorch.Init() and could not load its library then. Call LibTorch.Init() first in the program.", e);
        }
        return new LibTorchLoad(NativeVersion(), method, file, threads, waitPolicy, Devices());
    }

    // The version stands in the highest bytes: major, minor, patch.
    private static Version NativeVersion()
    {
        var version = AbiVersion();
        return new Version((int)(version >> 56), (int)(version >> 48 & 0xff), (int)(version >> 40 & 0xff));
    }

    private static string[] Devices() =>
        ["cpu", .. Enumerable.Range(0, torch.cuda.is_available() ? torch.cuda.device_count() : 0).Select(i => $"cuda:{i}")];

    [LibraryImport("torch_cpu", EntryPoint = "aoti_torch_abi_version")]
    private static partial ulong AbiVersion();

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    private static partial nint Data(nint tensor);
}
