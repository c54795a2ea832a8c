using Polytask.Native;

namespace Polytask.Tests.Native;

public sealed class LoadFailureTests
{
    [Theory]
    [InlineData("linux-x64", null, "", "Add its package: dotnet add package libtorch-cpu-linux-x64 --version 2.10.0")]
    [InlineData("osx-arm64", null, "", "dotnet add package libtorch-cpu-osx-arm64 --version 2.10.0")]
    [InlineData("linux-arm64", null, "", "this process is linux-arm64")]
    [InlineData("linux-musl-x64", "libtorch_cpu.so", "Error loading shared library", "Linux with glibc")]
    [InlineData("linux-x64", "libtorch_cpu.so", "/lib/libc.so.6: version `GLIBC_2.34' not found (required by libtorch_cpu.so)", "needs GLIBC_2.34, which libc.so.6 of this system does not have")]
    [InlineData("linux-x64", "libLibTorchSharp.so", "/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by libLibTorchSharp.so)", "needs GLIBCXX_3.4.30, which libstdc++.so.6 of this system does not have")]
    [InlineData("linux-x64", "libtorch_cpu.so", "libgomp.so.1: cannot open shared object file: No such file or directory", "needs libgomp.so.1, which is not on this system")]
    [InlineData("linux-x64", "libtorch_cpu.so", "libtorch_cpu.so: invalid ELF header", "is not a library for linux-x64, or is cut short")]
    [InlineData("linux-x64", "libtorch_cpu.so", "undefined symbol: f", "does not load: undefined symbol: f")]
    public void The_message_names_the_cause_and_the_cure(string platform, string? library, string reason, string expected) =>
        Assert.Contains(expected, LoadFailure.Explain(platform, library, reason), StringComparison.Ordinal);

    [Fact]
    public void The_version_in_the_cure_is_the_one_that_is_loaded() =>
        Assert.Equal(LibTorch.Init().Version, Version.Parse(LoadFailure.Version));
}
