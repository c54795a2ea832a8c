using System.Text.Json;

namespace Polytask.Cli.Tests;

/// <summary>What comes after training: measuring and predicting.</summary>
public sealed class UseTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void Csv_in_csv_out_with_labels_and_probabilities()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        var predicted = CliRun.With("id,text\n1,\"the room and the bed were lovely\"\n2,the plot was dull\n", "predict", _place.Run, "-");
        Assert.Equal(0, predicted.ExitCode);
        var lines = predicted.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("id,text,sentiment,", lines[0]);
        Assert.Equal(["id", "sentiment", "sentiment_negative", "sentiment_positive", "text", "topic", "topic_books", "topic_hotels"], lines[0].Split(',').Order(StringComparer.Ordinal));
        Assert.Equal(3, lines.Length);
        Assert.Contains("positive", lines[1]);
        Assert.Contains("hotels", lines[1]);
        Assert.Contains("negative", lines[2]);
        Assert.Contains("books", lines[2]);
    }

    [Fact]
    public void Json_lines_in_json_lines_out()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        var predicted = CliRun.With("{\"text\":\"the room and the bed were lovely\"}\n", "predict", _place.Run, "-", "--format", "jsonl");
        Assert.Equal(0, predicted.ExitCode);
        using var row = JsonDocument.Parse(predicted.Output);
        Assert.Equal("positive", row.RootElement.GetProperty("sentiment").GetString());
        Assert.InRange(row.RootElement.GetProperty("sentiment_positive").GetDouble(), 0.5, 1);
    }

    [Fact]
    public void Evaluate_gives_what_training_reported()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        var measured = CliRun.Of("evaluate", _place.Run, "--json");
        Assert.Equal(0, measured.ExitCode);
        using var metrics = JsonDocument.Parse(File.ReadAllText(_place["out/metrics.json"]));
        var accuracy = metrics.RootElement.GetProperty("test")[0].GetProperty("metrics")[0].GetProperty("value").GetRawText();
        Assert.Contains(accuracy, measured.Output);
    }

    [Fact]
    public void From_init_to_a_model()
    {
        Assert.Equal(0, CliRun.Of("init", _place["reviews.csv"], "--out", _place["made.yaml"]).ExitCode);
        CliRun.Of("init", _place["reviews.csv"], "--out", _place["made.yaml"]).Refuses(2, "made.yaml");
        Assert.Equal(0, CliRun.Of("check", _place["made.yaml"]).ExitCode);
        Assert.Equal(0, CliRun.Of("train", _place["made.yaml"], "--out", _place.Run, "--set", "training.epochs=2").ExitCode);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("methods")]
    [InlineData("explain", "training.batchSize")]
    [InlineData("schema")]
    [InlineData("data", "list")]
    [InlineData("doctor")]
    public void What_only_tells_something(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.NotEqual("", run.Output.Trim());
    }

    public void Dispose() => _place.Dispose();
}
