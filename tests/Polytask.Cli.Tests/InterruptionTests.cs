using Polytask.Runs;

namespace Polytask.Cli.Tests;

/// <summary>Whatever stops a run, it goes on to the same model, bit for bit.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Epochs = "training.epochs=60";
    private readonly Workplace _place = new();

    [Theory]
    [InlineData(ProgramProcess.Interrupt, "joint")]
    [InlineData(ProgramProcess.Terminate, "alternating")]
    [InlineData(ProgramProcess.Interrupt, "sequential")]
    public async Task A_signal_ends_the_run_with_a_checkpoint(int signal, string regime)
    {
        string[] run = ["train", _place.RunFile, "--set", Epochs, "--set", $"training.kind={regime}", "--out"];
        using (var program = new ProgramProcess([.. run, _place.Run, "--set", "training.checkpointSeconds=1000"]))
        {
            await program.WaitForAsync("epoch 1/");
            program.Send(signal);
            var (exitCode, error) = await program.EndAsync();
            Assert.Equal(130, exitCode);
            Assert.Contains($"polytask resume {_place.Run}", error);
        }
        Assert.True(File.Exists(_place["out/checkpoints/last.safetensors"]));
        Assert.False(File.Exists(_place["out/metrics.json"]));
        CliRun.Of("predict", _place.Run, "--text", "x").Refuses(2, "polytask resume");
        AssertResumesTo(run);
    }

    [Fact]
    public async Task A_killed_run_goes_on()
    {
        string[] run = ["train", _place.RunFile, "--set", Epochs, "--out"];
        using (var program = new ProgramProcess([.. run, _place.Run]))
        {
            await program.WaitForAsync("epoch 2/");
            program.Send(ProgramProcess.Kill);
            Assert.Equal(128 + ProgramProcess.Kill, (await program.EndAsync()).ExitCode);
        }
        AssertResumesTo(run);
    }

    [Fact]
    public async Task Killed_at_random_moments_runs_end_as_if_they_never_were()
    {
        string[] run = ["train", _place.RunFile, "--out"];
        CliRun.Of([.. run, _place["whole"]]).Succeeds();
        var program = new KilledProgram(_place.Folder, seed: 20, latest: 200);
        // A run that ends before its next kill is followed by another one.
        for (var (number, ended) = (0, true); !ended || !program.IsSpared;)
        {
            if (ended) number++;
            var directory = _place[$"killed {number}"];
            ended = await program.RunAsync(RunDirectory.IsRun(directory) ? ["resume", directory] : [.. run, directory]);
            if (ended) AssertSame(directory);
        }
    }

    [Fact]
    public void Cancelled_before_it_began_it_leaves_nothing_behind()
    {
        var run = CliRun.Interrupted("train", _place.RunFile, "--out", _place.Run);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.False(Directory.Exists(_place.Run));
    }

    public void Dispose() => _place.Dispose();

    private void AssertResumesTo(string[] run)
    {
        CliRun.Of("resume", _place.Run).Succeeds();
        CliRun.Of([.. run, _place["whole"]]).Succeeds();
        AssertSame(_place.Run);
    }

    private void AssertSame(string run)
    {
        foreach (var file in new[] { "model/model.json", "model/model.safetensors", "metrics.json" })
            Assert.Equal(File.ReadAllBytes(_place[$"whole/{file}"]), File.ReadAllBytes(Path.Combine(run, file)));
    }
}
