using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class RunHistoryTests
{
    [Fact]
    public void SortsEventsByKind()
    {
        var history = new RunHistory(SampleRun.Joint());
        Assert.Equal((20, 1, 1, 0), (history.Epochs.Count, history.Stops.Count, history.Notices.Count, history.Stages.Count));
        Assert.Equal(3, new RunHistory([SampleRun.Epoch(1), new TasksBalanced(1, 3, ["a"], [1], null, null)]).Balances.Single().Step);
        Assert.Equal("reviews", history.Started!.Name);
        Assert.Equal(13, history.BestEpoch);
    }

    [Fact]
    public void TheBestEpochOfARunThatGoesOnIsTheLastOneThatWasBest()
    {
        Assert.Equal(1, new RunHistory([SampleRun.Epoch(1, true), SampleRun.Epoch(2, true), SampleRun.Epoch(3)]).BestEpoch);
        Assert.Equal(-1, new RunHistory([]).BestEpoch);
    }
}
