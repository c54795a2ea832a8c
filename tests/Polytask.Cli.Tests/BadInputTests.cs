namespace Polytask.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void A_run_file_that_is_not_there() => CliRun.Of("train", _place["none.yaml"]).Refuses(2, "none.yaml", "expected a run file");

    [Theory]
    [InlineData("training.epochs=0", "training.epochs: expected a whole number from 1 to 100000, found 0.")]
    [InlineData("training.epoch=3", "Did you mean 'epochs'?")]
    [InlineData("tasks.topic.kind=clasification", "Did you mean 'classification'?")]
    [InlineData("optimiser.learningRate=NaN", "optimiser.learningRate")]
    public void Options_that_are_wrong(string set, string said)
    {
        _place.Train("--set", set).Refuses(2, said);
        Assert.False(Directory.Exists(_place.Run));
    }

    [Theory]
    [InlineData("", "reviews.csv")]
    [InlineData("text,sentiment,topic\n", "no row")]
    [InlineData("text,sentiment,topic\nfine,positive\n", "reviews.csv:2")]
    [InlineData("text,text,topic\na,b,c\n", "text")]
    [InlineData("text,sentiment,topic\n\"open,positive,books\n", "reviews.csv:2")]
    [InlineData("text,sentiment,topic\nfine,,books\nbad,,hotels\n", "sentiment")]
    public void Data_that_are_wrong(string csv, string said)
    {
        _place.Write("reviews.csv", csv);
        Assert.NotEqual(0, _place.Train().ExitCode);
        _place.Train().Refuses(1, said);
        Assert.False(Directory.Exists(_place.Run));
    }

    [Fact]
    public void A_column_that_is_missing()
    {
        _place.Write("reviews.csv", Workplace.Csv(60).Replace("text,sentiment,topic", "text,sentiment,theme"));
        _place.Train().Refuses(1, "tasks.topic.column", "'topic'", "theme");
    }

    [Fact]
    public void Bytes_that_are_not_utf8()
    {
        File.WriteAllBytes(_place["reviews.csv"], [.. "text,sentiment,topic\ncaf"u8, 0xE9, .. ",positive,books\n"u8]);
        _place.Train().Refuses(1, "reviews.csv:2", "latin1");
    }

    [Fact]
    public void A_directory_that_is_a_file()
    {
        _place.Write("out", "here first");
        _place.Train().Refuses(2, "out");
        Assert.Equal("here first", File.ReadAllText(_place.Run));
    }

    [Fact]
    public void A_place_where_nothing_can_be_written()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("/proc is a place of Linux.");
        CliRun.Of("train", _place.RunFile, "--out", "/proc/polytask").Refuses(2, "/proc/polytask");
        CliRun.Of("schema", "--out", "/proc/schema.json").Refuses(1, "/proc/schema.json");
    }

    [Fact]
    public void A_model_cut_short_at_any_place_is_refused()
    {
        Assert.Equal(0, _place.Train().ExitCode);
        var path = _place["out/model/model.safetensors"];
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 7, 8, 100, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            CliRun.Of("predict", _place.Run, "--text", "x").Refuses(1, "model.safetensors");
        }
    }

    [Fact]
    public void A_command_that_is_misspelt() => CliRun.Of("trian", "x").Refuses(2, "train");

    public void Dispose() => _place.Dispose();
}
