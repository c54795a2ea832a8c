using System.Text.Json;

namespace Polytask.Cli.Tests.Commands;

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
        var result = _place.Train("--json").Json();
        Assert.Equal(_place.Run, result.GetProperty("directory").GetString());
        Assert.True(File.Exists(result.GetProperty("report").GetString()));
        Assert.Equal(["sentiment", "topic"], result.GetProperty("test").EnumerateArray().Select(task => task.GetProperty("task").GetString()));
    }

    [Fact]
    public void What_stands_out_is_said_at_the_end()
    {
        string[] heavy = ["--overwrite", "--set", "tasks.topic.weight=1000"];
        Assert.Contains("Hint: topic dominates", _place.Train(heavy).Succeeds().Output);
        Assert.Contains(_place.Train([.. heavy, "--json"]).Json().GetProperty("hints").EnumerateArray(), hint => hint.GetString()!.StartsWith("topic dominates", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_shows_no_progress()
    {
        var run = _place.Train("--quiet").Succeeds();
        Assert.Equal("", run.Error);
        Assert.Contains("accuracy", run.Output);
    }

    [Fact]
    public void Values_and_name_come_from_the_command_line()
    {
        var run = _place.Train("--set", "training.epochs=2", "--name", "other").Succeeds();
        Assert.Contains("epoch 2/2", run.Error);
        Assert.Contains("name: other", File.ReadAllText(_place["out/run.yaml"]));
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
    public void A_run_file_that_someone_wrote_is_not_overwritten()
    {
        CliRun.Of("train", _place.RunFile, "--out", _place.Folder, "--overwrite").Refuses(2, "holds a run.yaml that no run left there");
        Assert.Contains("embedding: 8", File.ReadAllText(_place.RunFile));
    }

    [Theory]
    [InlineData("alternating")]
    [InlineData("sequential")]
    public void Every_regime_trains(string regime) => Assert.Equal(0, _place.Train("--set", $"training.kind={regime}").ExitCode);

    public void Dispose() => _place.Dispose();
}
