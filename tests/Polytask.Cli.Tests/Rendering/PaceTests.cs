using Polytask.Cli.Rendering;

namespace Polytask.Cli.Tests.Rendering;

public sealed class PaceTests
{
    [Fact]
    public void Rate_and_time_left_count_from_the_first_step_seen()
    {
        var clock = new Clock();
        var pace = new Pace(clock);
        pace.Observe(100, 400); // A run that goes on: the steps before were not seen.
        Assert.Null(pace.Text);
        clock.Seconds = 4;
        pace.Observe(200, 400);
        Assert.Equal(25, pace.Rate);
        Assert.Equal(TimeSpan.FromSeconds(8), pace.Left);
        Assert.Equal("25 steps/s, 8 s left", pace.Text);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
