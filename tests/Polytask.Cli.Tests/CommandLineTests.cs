namespace Polytask.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_names_every_command(string option)
    {
        var output = CliRun.Of(option).Succeeds().Output;
        foreach (var command in new[] { "init", "check", "train", "resume", "evaluate", "predict", "report", "methods", "explain", "toy", "schema", "data", "doctor" })
            Assert.Contains($"\n  {command} ", output);
    }

    [Fact]
    public void Without_a_command_it_helps() => Assert.Equal(CliRun.Of("--help").Output, CliRun.Of().Succeeds().Output);

    [Fact]
    public void Version_is_one_number() => Assert.Matches(@"^\d+\.\d+\.\d+\n\z", CliRun.Of("--version").Succeeds().Output);

    [Theory]
    [InlineData("polytask  'trian' is not a command. Did you mean 'train'?", "trian", "x")]
    [InlineData("polytask data  'lst' is not a command. Did you mean 'list'?", "data", "lst")]
    [InlineData("polytask train  '--quite' is not an option. Did you mean '--quiet'?", "train", "run.yaml", "--quite")]
    [InlineData("polytask train  '--hepl' is not an option. Did you mean '--help'?", "train", "--hepl")]
    [InlineData("polytask check  'b' is one argument too many.", "check", "a", "b")]
    [InlineData("RUNFILE", "train")]
    [InlineData("--threads  expected a whole number of at least 1, found '0'.", "train", "a", "--threads", "0")]
    [InlineData("--threads  expected a whole number of at least 1, found 'two'.", "train", "a", "--threads", "two")]
    [InlineData("--format  expected one of csv, tsv, jsonl, found 'xml'.", "predict", "a", "--format", "xml")]
    public void What_it_cannot_read_it_refuses(string said, params string[] arguments) => CliRun.Of(arguments).Refuses(2, said, " --help'.");

    [Fact]
    public async Task A_reader_that_has_gone_is_no_failure()
    {
        using var error = new MemoryStream();
        var exitCode = await CommandLine.RunAsync(["schema"], new Terminal(Stream.Null, new FailingStream(32), error, () => default));
        Assert.Equal((0, 0), (exitCode, error.Length));
    }

    [Fact]
    public async Task A_full_disk_is_said()
    {
        using var error = new MemoryStream();
        var exitCode = await CommandLine.RunAsync(["schema"], new Terminal(Stream.Null, new FailingStream(28), error, () => default));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("polytask  cannot read or write: ", System.Text.Encoding.UTF8.GetString(error.ToArray()));
    }

    [Fact]
    public void A_mistake_of_the_program_is_one_line()
    {
        using var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error, () => default);
        Assert.Equal(1, Failure.Report(new InvalidOperationException("two\nlines"), terminal));
        var said = System.Text.Encoding.UTF8.GetString(error.ToArray());
        Assert.Single(said.TrimEnd('\n').Split('\n'));
        Assert.Contains("InvalidOperationException: two lines", said);
        Assert.Contains("POLYTASK_DEBUG=1", said);
    }

    [Theory]
    [InlineData(true, true, "\e[31mbad\e[0m\n")]
    [InlineData(true, false, "bad\n")]
    [InlineData(false, true, "bad\n")]
    public void Errors_are_red_on_terminals_that_like_colours(bool isTerminal, bool colours, string written)
    {
        using var error = new MemoryStream();
        new Terminal(Stream.Null, Stream.Null, error, () => default) { ErrorIsTerminal = isTerminal, Colours = colours }.Complain("bad");
        Assert.Equal(written, System.Text.Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Fails as the system says with a number.</summary>
    private sealed class FailingStream(int error) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("It failed.", error);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("It failed.", error);
    }
}
