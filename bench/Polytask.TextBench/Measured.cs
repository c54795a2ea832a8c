using System.Diagnostics;
using System.Globalization;

namespace Polytask.TextBench;

/// <summary>A whole process: how long it took, how much it computed, how much memory it held at most.</summary>
internal sealed record Measured(double Wall, double Cpu, double PeakMegabytes, string Output)
{
    /// <summary>Runs a command under GNU time, which reads the kernel's own figures.</summary>
    public static Measured Run(string program, params string[] arguments)
    {
        var figures = Path.GetTempFileName();
        var start = new ProcessStartInfo("/usr/bin/time", ["-o", figures, "-f", "%e %U %S %M", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {error.Result}");
        var numbers = File.ReadAllLines(figures)[^1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        File.Delete(figures);
        return new Measured(numbers[0], numbers[1] + numbers[2], numbers[3] / 1024, output);
    }
}
