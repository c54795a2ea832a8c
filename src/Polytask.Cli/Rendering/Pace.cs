namespace Polytask.Cli.Rendering;

/// <summary>How fast steps are done and how long the rest will take, counted from the first step seen.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private long? _firstStep;
    private long _firstTime;

    /// <summary>Steps in a second; 0 while it is not known.</summary>
    public double Rate { get; private set; }

    /// <summary>The time that is left; <c>null</c> while it is not known.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>Takes note that a step of so many is done.</summary>
    public void Observe(long step, long steps)
    {
        if (_firstStep is not { } first)
        {
            (_firstStep, _firstTime) = (step, clock.GetTimestamp());
            return;
        }
        var seconds = clock.GetElapsedTime(_firstTime).TotalSeconds;
        if (seconds <= 0) return;
        Rate = (step - first) / seconds;
        Left = Rate > 0 ? TimeSpan.FromSeconds((steps - step) / Rate) : null;
    }

    /// <summary>Rate and time left in words; <c>null</c> while they are not known.</summary>
    public string? Text => Left is { } left ? Figures.Format($"{Rate:N0} steps/s, {Figures.Duration(left)} left") : null;
}
