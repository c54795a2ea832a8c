using System.Text.Json;

namespace Polytask.Cli.Tests.Commands;

public sealed class EvaluateTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    [Fact]
    public void It_measures_what_training_reported()
    {
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(trained.Run, "metrics.json")));
        var measured = CliRun.Of("evaluate", trained.Run, "--json").Json();
        Assert.Equal("test", measured.GetProperty("data").GetString());
        Assert.Equal(Values(metrics.RootElement.GetProperty("test")), Values(measured.GetProperty("tasks")));
    }

    [Theory]
    [InlineData("training")]
    [InlineData("validation")]
    public void Other_parts_have_other_rows(string part)
    {
        var test = CliRun.Of("evaluate", trained.Run, "--json").Json();
        var other = CliRun.Of("evaluate", trained.Run, "--json", "--part", part).Json();
        Assert.Equal(part, other.GetProperty("data").GetString());
        Assert.NotEqual(Rows(test), Rows(other));
    }

    [Fact]
    public void Rows_of_another_file_are_measured_with_the_model_alone()
    {
        var file = trained.Place.Write("more.csv", "text,sentiment,topic\nthe room and the bed were lovely,positive,\nthe plot was dull,negative,books\n");
        var table = CliRun.Of("evaluate", Path.Combine(trained.Run, "model"), "--data", file).Lines();
        Assert.Contains(table, line => line.Contains("sentiment      2   accuracy", StringComparison.Ordinal));
        Assert.Contains(table, line => line.Contains("topic          1   accuracy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_alone_has_no_data() => CliRun.Of("evaluate", Path.Combine(trained.Run, "model")).Refuses(2, "--data FILE");

    [Fact]
    public void A_part_of_other_data_makes_no_sense() =>
        CliRun.Of("evaluate", trained.Run, "--data", "x.csv", "--part", "test").Refuses(2, "--part", "--data");

    [Fact]
    public void A_part_that_is_misspelt() => CliRun.Of("evaluate", trained.Run, "--part", "tst").Refuses(2, "Did you mean 'test'?");

    private static IEnumerable<string> Values(JsonElement tasks) =>
        tasks.EnumerateArray().SelectMany(task => task.GetProperty("metrics").EnumerateArray()).Select(metric => metric.GetProperty("value").GetRawText());

    private static long Rows(JsonElement result) => result.GetProperty("tasks")[0].GetProperty("rows").GetInt64();
}
