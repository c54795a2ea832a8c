using System.Runtime.InteropServices;

namespace Polytask.Native;

/// <summary>
/// The C library's memory, of which tensors are made. Glibc by default gives large pieces back as soon as they are free: a step of training then takes
/// page faults for every tensor of some hundred kilobytes.
/// </summary>
internal static partial class HeapMemory
{
    // From glibc's malloc.h, and the largest threshold that it takes.
    private const int TrimThreshold = -1, MapThreshold = -3, LargestMapThreshold = 32 << 20;
    private const int Kept = 512 << 20;

    /// <summary>Has free memory kept for the tensors to come, up to 512 MB, where the user has not said otherwise.</summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is not null) return;
        try
        {
            Set(MapThreshold, LargestMapThreshold);
            Set(TrimThreshold, Kept);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, with ways of its own.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);
}
