using System.Text;
using CsCheck;
using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class EventLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["events.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsReadWritesTheSameBytes()
    {
        Write(SampleRun.Joint());
        var first = File.ReadAllBytes(Path);
        var events = EventLog.Read(Path);
        File.Delete(Path);
        Write(events);
        Assert.Equal(first, File.ReadAllBytes(Path));
        Assert.Equal(SampleRun.Joint().Select(e => e.GetType()), events.Select(e => e.GetType()));
    }

    [Fact]
    public void AnEventIsOneLineThatNamesItself()
    {
        Write([new Notice("first\nsecond"), new TaskStopped(null, 4, 2)]);
        Assert.Equal("{\"event\":\"notice\",\"message\":\"first\\nsecond\"}\n{\"event\":\"task_stopped\",\"task\":null,\"epoch\":4,\"bestEpoch\":2}\n", File.ReadAllText(Path));
    }

    [Fact]
    public void ARecordOfTheBalanceHasItsShareOfConflicts()
    {
        Write([new TasksBalanced(1, 5, ["a", "b", "c"], null, [1, 2, 0], [[1, -0.5, 0], [-0.5, 1, 0], [0, 0, 1]])]);
        Assert.Equal(
            "{\"event\":\"tasks_balanced\",\"epoch\":1,\"step\":5,\"tasks\":[\"a\",\"b\",\"c\"],\"weights\":null,\"norms\":[1,2,0],\"cosines\":[[1,-0.5,0],[-0.5,1,0],[0,0,1]],\"conflicts\":0.3333333333333333}\n",
            File.ReadAllText(Path));
        Assert.Equal(0.3333333333333333, Assert.IsType<TasksBalanced>(Assert.Single(EventLog.Read(Path))).Conflicts);
    }

    [Fact]
    public void FiguresThatAreNotNumbersSurvive()
    {
        Write([new EpochCompleted(1, 1, 0.1, [new("a", double.NaN, double.PositiveInfinity, [new("auroc", double.NaN, true)])], null, false)]);
        var task = Assert.IsType<EpochCompleted>(Assert.Single(EventLog.Read(Path))).Tasks[0];
        Assert.Equal((double.NaN, double.PositiveInfinity, double.NaN), (task.TrainingLoss!.Value, task.ValidationLoss!.Value, task.Validation[0].Value));
    }

    [Fact]
    public void StepsAreNotWritten()
    {
        Write([new StepCompleted(1, 1, 10, 0.5)]);
        Assert.Empty(File.ReadAllBytes(Path));
    }

    [Fact]
    public void AnEventCanBeReadWhileTheFileIsOpen()
    {
        using var log = EventLog.Open(Path);
        log.Append(new Notice("one"));
        log.Sync();
        Assert.Equal(new Notice("one"), Assert.Single(EventLog.Read(Path)));
    }

    [Fact]
    public void KilledAtAnyByteAndResumedTheFileIsTheSame()
    {
        RunEvent[] events = [new Notice("one"), SampleRun.Epoch(1), new Notice("two"), SampleRun.Epoch(2)];
        var lengths = new List<long> { 0 };
        using (var log = EventLog.Open(Path))
        {
            foreach (var happened in events)
            {
                log.Append(happened);
                lengths.Add(log.Length);
            }
        }
        var whole = File.ReadAllBytes(Path);
        for (var killed = 0; killed <= whole.Length; killed++)
        {
            File.WriteAllBytes(Path, whole[..killed]);
            var survived = lengths.FindLastIndex(l => l <= killed);
            Assert.Equal(survived, EventLog.Read(Path).Count);
            using (var log = EventLog.Open(Path, lengths[survived]))
            {
                foreach (var happened in events[survived..]) log.Append(happened);
            }
            Assert.Equal(whole, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void AShorterFileThanTheCheckpointExpectsIsRefused()
    {
        File.WriteAllText(Path, "{}\n");
        var error = Assert.Throws<CheckpointException>(() => EventLog.Open(Path, 10));
        Assert.Equal($"{Path}  has 3 bytes where the checkpoint expects at least 10: events are lost. Restore the file from a copy, or train again with --overwrite.", error.Message);
        Assert.Equal("{}\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"event\":\"meteor_struck\"}")]
    [InlineData("{\"event\":\"notice\"}")]
    [InlineData("{\"event\":\"notice\",\"message\":null}")]
    [InlineData("{\"event\":\"run_completed\",\"epochs\":1,\"bestEpoch\":1,\"test\":[null],\"seconds\":1}")]
    [InlineData("{\"event\":\"epoch_completed\",\"epoch\":\"one\"}")]
    public void ALineThatIsNoEventIsNamed(string line)
    {
        File.WriteAllText(Path, "{\"event\":\"notice\",\"message\":\"one\"}\n" + line + "\n");
        Assert.StartsWith($"{Path}:2  is not an event", Assert.Throws<CheckpointException>(() => EventLog.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomBytesAreAnErrorAndNothingWorse() => Gen.Byte.Array[0, 60].ForAll(
        bytes =>
        {
            File.WriteAllBytes(Path, [.. bytes, (byte)'\n']);
            Assert.IsType<CheckpointException>(Record.Exception(() => EventLog.Read(Path)));
        }, iter: 200);

    [Fact]
    public void ChangedBytesAreReadOrRefused() => Gen.Select(Gen.Int[0, 10_000], Gen.Byte).ForAll(
        (place, value) =>
        {
            var line = Encoding.UTF8.GetBytes("{\"event\":\"task_stopped\",\"task\":\"topic\",\"epoch\":4,\"bestEpoch\":2}\n");
            line[place % line.Length] = value;
            File.WriteAllBytes(Path, line);
            Assert.True(Record.Exception(() => EventLog.Read(Path)) is null or CheckpointException);
        }, iter: 1000);

    [Fact]
    public void AFullDiskIsSaid()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("This system has no /dev/full.");
        File.CreateSymbolicLink(Path, "/dev/full");
        var error = Assert.Throws<CheckpointException>(() => Write([new Notice("one")]));
        Assert.Equal($"{Path}  cannot be written: the disk is full. Free some space, or choose another place.", error.Message);
    }

    [Fact]
    public void AMissingFileIsSaid() =>
        Assert.Equal($"{Path}  cannot be read: it does not exist. Check the path.", Assert.Throws<CheckpointException>(() => EventLog.Read(Path)).Message);

    private void Write(IReadOnlyList<RunEvent> events)
    {
        using var log = EventLog.Open(Path);
        foreach (var happened in events) log.Append(happened);
    }
}
