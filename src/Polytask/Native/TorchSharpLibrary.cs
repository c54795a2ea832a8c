using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Polytask.Native;

/// <summary>
/// Loads libtorch and TorchSharp's own library before TorchSharp looks for them. On Linux that library was linked against a newer
/// libstdc++ than many systems have, though it uses nothing of it but a marker that is never called
/// (<c>std::ios_base_library_init</c>): where it is refused for that reason, a copy without the need is loaded from memory, and
/// TorchSharp finds it by its name.
/// </summary>
internal static partial class TorchSharpLibrary
{
    /// <summary>The version of libstdc++ (GCC 13) that is needed for the marker alone.</summary>
    public const string MarkerVersion = "GLIBCXX_3.4.32";

    private const string Engine = "torch_cpu";
    private const string Binding = "LibTorchSharp";

    /// <summary>Loads both libraries.</summary>
    /// <exception cref="ConfigurationException">They do not load; the message says why and what to do.</exception>
    public static LoadMethod Load(out string? file)
    {
        file = NativeFiles.Find(Binding);
        Open(Engine);
        if (!OperatingSystem.IsLinux() || file is null)
        {
            Open(Binding);
            return LoadMethod.AsIs;
        }
        var library = File.ReadAllBytes(file);
        var marker = NeedsOf(file, library);
        var relaxed = marker is { Any: true, AllWeak: true };
        if (marker is { Any: true, AllWeak: false } && !NativeLibrary.TryLoad(file, out _))
        {
            marker.Relax();
            OpenCopy(file, library);
            return LoadMethod.RelaxedInMemory;
        }
        Open(Binding);
        return relaxed ? LoadMethod.RelaxedAtBuild : LoadMethod.AsIs;
    }

    private static ElfVersionNeeds NeedsOf(string file, byte[] library)
    {
        try
        {
            return new ElfVersionNeeds(library, MarkerVersion);
        }
        catch (InvalidDataException e)
        {
            throw Failure(file, e.Message, e);
        }
    }

    private static void Open(string library)
    {
        try
        {
            NativeLibrary.Load(library, typeof(TorchSharp.torch).Assembly, null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            var file = NativeFiles.Find(library);
            throw Failure(file, file is null ? e.Message : ReasonFor(file), e);
        }
    }

    // The copy finds what it is linked to by name, because it is loaded already.
    private static void OpenCopy(string file, byte[] library)
    {
        Open("torch");
        using var memory = new SafeFileHandle(CreateMemoryFile(Path.GetFileName(file), 0), ownsHandle: true);
        if (memory.IsInvalid) throw Failure(file, $"the system gives no memory file ({Marshal.GetLastPInvokeErrorMessage()})");
        RandomAccess.Write(memory, library, 0);
        var copy = $"/proc/self/fd/{memory.DangerousGetHandle()}";
        if (!NativeLibrary.TryLoad(copy, out _)) throw Failure(file, ReasonFor(copy));
    }

    // Of the runtime's message only what the system's loader said is of use: the line that begins with the file.
    private static string ReasonFor(string file)
    {
        try
        {
            NativeLibrary.Load(file);
            return "";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        }
    }

    private static ConfigurationException Failure(string? file, string reason, Exception? cause = null) =>
        new(LoadFailure.Explain(NativeFiles.Platform, file, reason), cause);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
