using System.Globalization;
using System.Runtime.InteropServices;

namespace Polytask.Native;

/// <summary>
/// The settings that OpenMP reads once, when libtorch is loaded. By default its idle threads spin, which slows a shared machine
/// down tenfold; here they sleep.
/// </summary>
internal static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>Sets what the user has not set; returns the wait policy in force.</summary>
    public static string Configure(int threads)
    {
        Set(WaitPolicy, "PASSIVE");
        Set("OMP_NUM_THREADS", threads.ToString(CultureInfo.InvariantCulture));
        return Environment.GetEnvironmentVariable(WaitPolicy)!;
    }

    private static void Set(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is not null) return;
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows()) SetNative(name, value, overwrite: 0);
    }

    // On Unix, Environment.SetEnvironmentVariable changes a copy that native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
