using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Polytask.Tests.Native;

/// <summary>Programs with other native libraries than this one: copies of it in a folder of their own, each running one test.</summary>
public sealed class LoadingTests : IDisposable
{
    private readonly DirectoryInfo _program = Directory.CreateTempSubdirectory("polytask-");

    public void Dispose() => _program.Delete(recursive: true);

    [Fact]
    public void A_library_that_was_not_relaxed_at_build_loads_nevertheless()
    {
        var native = CopyProgram();
        var library = Path.Combine(native, "libLibTorchSharp.so");
        var bytes = File.ReadAllBytes(library);
        var need = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x42, 0xf8, 0x97, 0x02, 2, 0]); // hash of GLIBCXX_3.4.32, flags: weak
        Assert.True(need > 0, "The build has relaxed the library.");
        bytes[need + 4] = 0;
        File.Delete(library);
        File.WriteAllBytes(library, bytes);

        var (exitCode, output) = RunDiagnosis();
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void A_program_without_native_package_is_told_which_to_add()
    {
        File.Delete(Path.Combine(CopyProgram(), "libtorch_cpu.so"));
        var (exitCode, output) = RunDiagnosis();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Add its package: dotnet add package libtorch-cpu-linux-x64", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        var library = Path.Combine(CopyProgram(), "libtorch_cpu.so");
        File.Delete(library);
        File.WriteAllText(library, new string('-', 1000));
        var (exitCode, output) = RunDiagnosis();
        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{library}  is not a library for linux-x64", output, StringComparison.Ordinal);
    }

    private string CopyProgram()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) Assert.Skip("The libraries are those of Linux on x64.");
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(_program.FullName, Path.GetFileName(file)));
        var native = Path.Combine("runtimes", "linux-x64", "native");
        var copy = _program.CreateSubdirectory(native).FullName;
        foreach (var library in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, native)))
        {
            var place = Path.Combine(copy, Path.GetFileName(library));
            if (Path.GetFileName(library) == "libLibTorchSharp.so") File.Copy(library, place);
            else File.CreateSymbolicLink(place, library);
        }
        return copy;
    }

    private (int ExitCode, string Output) RunDiagnosis()
    {
        var program = Path.Combine(_program.FullName, typeof(LoadingTests).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program, ["-noColor", "-class", typeof(DiagnosisTests).FullName!]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
