using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Runs;

namespace Polytask.Cli;

/// <summary>Trains the runs of a comparison in processes of their own: <c>polytask train</c> and <c>polytask resume</c>.</summary>
/// <param name="grace">How long a run that is to stop may take to write its checkpoint.</param>
internal sealed class ProcessLauncher(TimeSpan grace) : IRunLauncher
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);

    /// <inheritdoc/>
    public async Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(directory))!);
        var goesOn = RunDirectory.IsRun(directory);
        var runFile = directory + ".yaml";
        if (!goesOn) AtomicFile.WriteText(runFile, RunFileWriter.Write(run.File));
        try
        {
            return await TrainAsync(goesOn ? ["resume", directory] : ["train", runFile, "--out", directory], threads, cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(runFile);
        }
    }

    private async Task<long> TrainAsync(string[] what, int threads, CancellationToken cancellation)
    {
        using var process = Start([.. what, "--scores", "--quiet", "--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var largest = await WatchAsync(process, cancellation).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != ExitCode.Done) throw new TrainingException(Reason(await error.ConfigureAwait(false), process.ExitCode));
        return largest >> 20;
    }

    /// <summary>Waits for the end; the most memory that was seen.</summary>
    private async Task<long> WatchAsync(Process process, CancellationToken cancellation)
    {
        var largest = 0L;
        while (!process.HasExited && !cancellation.IsCancellationRequested)
        {
            try
            {
                process.Refresh();
                largest = Math.Max(largest, process.PeakWorkingSet64);
                await process.WaitForExitAsync(cancellation).WaitAsync(Look, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException or InvalidOperationException)
            {
                // It goes on, it is to stop, or it has just ended: the loop sees which.
            }
        }
        // Ctrl-C reaches all processes of the terminal, so the run writes its checkpoint by itself; what does not end is ended.
        if (!process.HasExited && !process.WaitForExit(grace)) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return largest;
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        // The program may be a file of its own, or a library that dotnet runs.
        var library = typeof(ProcessLauncher).Assembly.Location;
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var (program, first) = File.Exists(dotnet) && library.Length > 0 ? (dotnet, (string[])[library]) : (Environment.ProcessPath!, []);
        try
        {
            return Process.Start(new ProcessStartInfo(program, [.. first, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new TrainingException($"{program}  cannot be started: {exception.Message}", exception);
        }
    }

    private static string Reason(string error, int exitCode) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : $"the run ended with exit code {exitCode}";
}
