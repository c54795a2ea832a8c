namespace Polytask.Cli.Tests.Commands;

/// <summary>How runs go on is tested in <see cref="InterruptionTests"/>.</summary>
public sealed class ResumeTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    [Fact]
    public void A_finished_run_has_nothing_to_resume() => CliRun.Of("resume", trained.Run).Refuses(2, "is complete");

    [Fact]
    public void A_directory_without_run_is_refused() => CliRun.Of("resume", trained.Place.Folder).Refuses(2, trained.Place.Folder, "is not the directory of a run");

    [Fact]
    public void Other_data_than_before_are_refused()
    {
        using var place = new Workplace();
        Assert.Equal(130, InterruptedRun(place));
        place.Write("reviews.csv", Workplace.Csv(239));
        CliRun.Of("resume", place.Run).Refuses(1, "other data");
    }

    [Fact]
    public void A_checkpoint_cut_short_at_any_place_is_refused()
    {
        using var place = new Workplace();
        Assert.Equal(130, InterruptedRun(place));
        var path = place["out/checkpoints/last.safetensors"];
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 7, 8, 200, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            CliRun.Of("resume", place.Run).Refuses(1, "last.safetensors");
        }
        File.WriteAllBytes(path, whole);
        CliRun.Of("resume", place.Run).Succeeds();
    }

    /// <summary>A run that is cancelled after its first epoch.</summary>
    private static int InterruptedRun(Workplace place)
    {
        using var cancellation = new CancellationTokenSource();
        using var error = new WatchedStream("epoch 1/", cancellation.Cancel);
        var terminal = new Terminal(Stream.Null, Stream.Null, error, () => cancellation.Token);
        return CommandLine.RunAsync(["train", place.RunFile, "--out", place.Run], terminal).GetAwaiter().GetResult();
    }
}
