using System.Text.RegularExpressions;

namespace Polytask.Native;

/// <summary>Why libtorch does not load, and what to do about it.</summary>
internal static partial class LoadFailure
{
    /// <summary>The version of libtorch that the referenced TorchSharp is built for.</summary>
    public const string Version = "2.10.0";

    private static readonly string[] Platforms = ["linux-x64", "osx-arm64", "win-x64"];

    /// <summary>Explains a failure.</summary>
    /// <param name="platform">The platform of this process, such as <c>linux-x64</c>.</param>
    /// <param name="library">The library's file; <c>null</c> where the program has none.</param>
    /// <param name="reason">What the system's loader says.</param>
    public static string Explain(string platform, string? library, string reason)
    {
        if (!Platforms.Contains(platform))
            return $"libtorch  {Version} runs on {string.Join(", ", Platforms)} (Linux with glibc), and this process is {platform}. Run it on one of those.";
        var package = $"dotnet add package libtorch-cpu-{platform} --version {Version}";
        if (library is null)
            return $"libtorch  The program has no native library for {platform}. Add its package: {package}";
        if (MissingVersion().Match(reason) is { Success: true } missing)
            return $"{library}  needs {missing.Groups["need"].Value}, which {missing.Groups["in"].Value} of this system does not have. Use a newer system: Debian 12, Ubuntu 22.04, RHEL 9 or later.";
        if (MissingLibrary().Match(reason) is { Success: true } absent)
            return $"{library}  needs {absent.Groups["file"].Value}, which is not on this system. Install it, or add the package again: {package}";
        if (WrongFormat().IsMatch(reason))
            return $"{library}  is not a library for {platform}, or is cut short. Remove it, and add the package for this platform: {package}";
        return $"{library}  does not load: {reason}. The program expects libtorch {Version}: {package}";
    }

    [GeneratedRegex(@"(?<in>[\w+.-]+\.so[.\d]*): version [`'](?<need>\w+_[\d.]+)' not found")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"(?<file>[\w+.-]+\.so[.\d]*): cannot open shared object file")]
    private static partial Regex MissingLibrary();

    [GeneratedRegex(@"wrong ELF class|invalid ELF header|file too short|incompatible architecture|not a valid Win32|0x8007000B", RegexOptions.IgnoreCase)]
    private static partial Regex WrongFormat();
}
