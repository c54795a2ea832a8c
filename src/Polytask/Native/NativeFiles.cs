using System.Runtime.InteropServices;

namespace Polytask.Native;

/// <summary>Where this program keeps its native libraries.</summary>
internal static class NativeFiles
{
    /// <summary>The platform of this process as packages are named: <c>linux-x64</c>, <c>osx-arm64</c>, <c>win-x64</c>.</summary>
    public static string Platform { get; } =
        $"{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string System =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : RuntimeInformation.RuntimeIdentifier is var id && (id.Contains("musl", StringComparison.Ordinal) || id.StartsWith("alpine", StringComparison.Ordinal)) ? "linux-musl"
        : "linux";

    /// <summary>The file of a library, named as programs name it (<c>torch_cpu</c>); <c>null</c> where the program does not have it.</summary>
    public static string? Find(string library)
    {
        var file = OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
        return Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Folders()
    {
        var known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", Platform, "native"));
    }
}
