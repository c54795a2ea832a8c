using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["runs/reviews"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CreatesTheDirectoryWithAllOnTheWay()
    {
        using var run = RunDirectory.Create(Path);
        Assert.True(Directory.Exists(run.Checkpoints));
        Assert.Equal(System.IO.Path.Combine(Path, "run.yaml"), run.RunFile);
    }

    [Fact]
    public void RefusesADirectoryThatHoldsARunAndSaysHowToGoOn()
    {
        Finish();
        var error = Assert.Throws<ConfigurationException>(() => RunDirectory.Create(Path));
        Assert.Equal(
            $"{Path}  holds a run already (run.yaml, checkpoints). Go on with it: polytask resume {Path}; or choose another --name or --out; or replace it with --overwrite.",
            error.Message);
        Assert.Equal("seed: 1", File.ReadAllText(System.IO.Path.Combine(Path, "run.yaml")));
    }

    [Fact]
    public void WhatAKilledBeginningLeftIsNoRun()
    {
        RunDirectory.Create(Path).Dispose();
        using (var run = RunDirectory.Create(Path)) File.WriteAllText(run.LastCheckpoint, "");
        Assert.Contains("holds a run already (checkpoints)", Assert.Throws<ConfigurationException>(() => RunDirectory.Create(Path)).Message);
    }

    [Fact]
    public void OverwritingDeletesTheRunAndNothingElse()
    {
        Finish();
        File.WriteAllText(System.IO.Path.Combine(Path, "notes.md"), "mine");
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "model.old"));
        using var run = RunDirectory.Create(Path, overwrite: true);
        Assert.Equal([".lock", "checkpoints", "notes.md"], Directory.EnumerateFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OnlyOneProgramWritesARunButOthersRead()
    {
        using (var run = RunDirectory.Create(Path))
        {
            AtomicFile.WriteText(run.RunFile, "seed: 1");
            foreach (var open in new Action[] { () => RunDirectory.Create(Path, overwrite: true), () => RunDirectory.Resume(Path) })
            {
                var error = Assert.Throws<ConfigurationException>(open);
                Assert.Equal($"{Path}  another program is writing this run. Wait until it is done, or choose another --name.", error.Message);
            }
            Assert.Equal("seed: 1", File.ReadAllText(RunDirectory.Read(Path).RunFile));
        }
        RunDirectory.Resume(Path).Dispose();
    }

    [Fact]
    public void ALockFileLeftBehindLocksNothing()
    {
        Finish();
        Assert.True(File.Exists(System.IO.Path.Combine(Path, ".lock")));
        RunDirectory.Resume(Path).Dispose();
    }

    [Fact]
    public void WhatIsNoRunIsNotOpened()
    {
        Assert.Equal($"{Path}  does not exist. Give the directory of a run, such as runs/NAME.", Assert.Throws<ConfigurationException>(() => RunDirectory.Resume(Path)).Message);
        Assert.StartsWith($"{_folder.Path}  is not the directory of a run: it has no run.yaml.", Assert.Throws<ConfigurationException>(() => RunDirectory.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileInTheWayIsSaid()
    {
        File.WriteAllText(_folder["runs"], "");
        var error = Assert.Throws<ConfigurationException>(() => RunDirectory.Create(Path));
        Assert.StartsWith($"{Path}  the run directory cannot be made: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(_folder["runs"]));
    }

    private void Finish()
    {
        using var run = RunDirectory.Create(Path);
        AtomicFile.WriteText(run.RunFile, "seed: 1");
    }

    [Fact]
    public void A_run_is_busy_as_long_as_it_is_written()
    {
        using var folder = new TemporaryFolder();
        Assert.False(RunDirectory.IsBusy(folder["run"]));
        using (RunDirectory.Create(folder["run"])) Assert.True(RunDirectory.IsBusy(folder["run"]));
        Assert.False(RunDirectory.IsBusy(folder["run"]));
    }
}
