using System.Text.Json;

namespace Polytask.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void One_model_learns_both_tasks_and_leaves_a_whole_run_behind()
    {
        var run = _place.Train();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sentiment", run.Output);
        Assert.Contains("report.html", run.Output);
        Assert.Contains("epoch 4/4", run.Error);
        foreach (var file in new[] { "run.yaml", "events.jsonl", "metrics.json", "report.html", "model/model.json", "model/model.safetensors" })
            Assert.True(File.Exists(Path.Combine(_place.Run, file)), file);
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(_place.Run, "metrics.json")));
        // The labels are single words of the texts: whatever a model misses, it misses by not learning at all.
        foreach (var task in metrics.RootElement.GetProperty("test").EnumerateArray())
            Assert.True(task.GetProperty("metrics")[0].GetProperty("value").GetDouble() > 0.9, task.GetProperty("task").GetString());
    }

    [Fact]
    public void Json_is_all_that_the_output_holds()
    {
        var run = _place.Train("--json");
        Assert.Equal(0, run.ExitCode);
        JsonDocument.Parse(run.Output).Dispose();
    }

    [Fact]
    public void Interrupted_it_answers_130_and_resume_ends_as_if_nothing_had_happened()
    {
        Assert.Equal(0, CliRun.Of("train", _place.RunFile, "--out", _place["whole"]).ExitCode);
        var interrupted = CliRun.Interrupted("train", _place.RunFile, "--out", _place.Run);
        Assert.Equal(130, interrupted.ExitCode);
        Assert.False(File.Exists(Path.Combine(_place.Run, "metrics.json")));
        if (Directory.Exists(_place.Run)) Assert.Equal(0, CliRun.Of("resume", _place.Run).ExitCode);
        else Assert.Equal(0, _place.Train().ExitCode);
        Assert.Equal(File.ReadAllBytes(_place["whole/model/model.safetensors"]), File.ReadAllBytes(_place["out/model/model.safetensors"]));
    }

    [Fact]
    public void An_existing_run_is_not_touched()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        var before = File.ReadAllBytes(_place["out/model/model.safetensors"]);
        _place.Train("--set", "seed=2").Refuses(2, "holds a run already", "--overwrite");
        Assert.Equal(before, File.ReadAllBytes(_place["out/model/model.safetensors"]));
        Assert.Equal(0, _place.Train("--overwrite", "--set", "seed=2").ExitCode);
        Assert.NotEqual(before, File.ReadAllBytes(_place["out/model/model.safetensors"]));
    }

    [Fact]
    public void A_finished_run_has_nothing_to_resume()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        CliRun.Of("resume", _place.Run).Refuses(2, "is complete");
    }

    [Theory]
    [InlineData("alternating")]
    [InlineData("sequential")]
    public void Every_regime_trains(string regime) => Assert.Equal(0, _place.Train("--set", $"training.kind={regime}").ExitCode);

    public void Dispose() => _place.Dispose();
}
