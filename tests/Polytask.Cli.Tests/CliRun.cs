using System.Text;
using System.Text.Json;

namespace Polytask.Cli.Tests;

/// <summary>One run of the program, in this process: what it answered and what it wrote.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] arguments) => With("", arguments);

    public static CliRun With(string input, params string[] arguments) => Run(input, interrupted: false, arguments);

    /// <summary>A run that was told to stop before it began.</summary>
    public static CliRun Interrupted(params string[] arguments) => Run("", interrupted: true, arguments);

    /// <summary>Asserts that the program did what it was asked to.</summary>
    public CliRun Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}{Output}");
        return this;
    }

    /// <summary>Asserts that the program said what was wrong, and nothing a user cannot read.</summary>
    public CliRun Refuses(int exitCode, params string[] said)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Equal("", Output);
        foreach (var part in said) Assert.Contains(part, Error);
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Exception", Error);
        Assert.DoesNotContain("A mistake in Polytask", Error);
        return this;
    }

    /// <summary>The output, which must be JSON and nothing else.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Succeeds().Output);
        return document.RootElement.Clone();
    }

    /// <summary>The lines of the output.</summary>
    public string[] Lines() => Succeeds().Output.TrimEnd('\n').Split('\n');

    private static CliRun Run(string input, bool interrupted, string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var exitCode = CommandLine.RunAsync(arguments, new Terminal(stdin, output, error, () => new CancellationToken(interrupted))).GetAwaiter().GetResult();
        return new CliRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
