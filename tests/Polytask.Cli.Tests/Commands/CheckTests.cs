namespace Polytask.Cli.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void It_shows_rows_labels_and_parameters_and_trains_nothing()
    {
        var output = CliRun.Of("check", _place.RunFile).Succeeds().Output;
        Assert.Contains("tiny: 240 rows", output);
        Assert.Contains("positive 103", output);
        Assert.Contains("trunk.0.weight", output);
        Assert.Contains("joint training: 4 epochs", output);
        Assert.Contains("equal balancing: weights of the losses; one backward pass", output);
        Assert.False(Directory.Exists(_place["runs"]));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        _place.Write("run.yaml", File.ReadAllText(_place.RunFile).Replace("embedding: 8", "embeding: 8").Replace("epochs: 4", "epochs: -4"));
        var refused = CliRun.Of("check", _place.RunFile).Refuses(2, "run.yaml:5:23", "Did you mean 'embedding'?", "run.yaml:10:34", "found -4");
        Assert.Equal(2, refused.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Another_value_may_be_tried() =>
        Assert.Contains("7 epochs", CliRun.Of("check", _place.RunFile, "--set", "training.epochs=7").Succeeds().Output);

    public void Dispose() => _place.Dispose();
}
