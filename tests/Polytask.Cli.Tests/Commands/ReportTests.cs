namespace Polytask.Cli.Tests.Commands;

public sealed class ReportTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    [Fact]
    public void The_report_is_written_again()
    {
        var report = Path.Combine(trained.Run, "report.html");
        var before = File.ReadAllText(report);
        File.Delete(report);
        Assert.Equal([report], CliRun.Of("report", trained.Run).Lines());
        Assert.Equal(before, File.ReadAllText(report));
    }

    [Fact]
    public void A_directory_without_run_is_refused() => CliRun.Of("report", trained.Place.Folder).Refuses(2, "is not the directory of a run");
}
