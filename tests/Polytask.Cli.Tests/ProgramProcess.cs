using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Polytask.Cli.Tests;

/// <summary>The program in a process of its own, which signals can reach.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    private readonly Process _process;

    public ProgramProcess(params string[] arguments)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals.");
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        _process = Process.Start(new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "Polytask.Cli.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Reads messages up to the first that contains a text.</summary>
    public async Task WaitForAsync(string text)
    {
        while (await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return;
        Assert.Fail($"The program ended without a line that contains \"{text}\".");
    }

    /// <summary>Sends a signal.</summary>
    public void Send(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    /// <summary>Kills it, if it has not ended yet.</summary>
    /// <param name="withChildren">Whether the processes that it began end with it.</param>
    public void Destroy(bool withChildren) => _process.Kill(withChildren);

    /// <summary>Waits for the end; the exit code and the rest of the messages.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
