namespace Polytask.Text.Tests.Corpora;

/// <summary>A clock that stands still until it is told that the time of the newest timer has come.</summary>
internal sealed class ManualTime : TimeProvider
{
    private Action _elapse = () => throw new InvalidOperationException("There is no timer.");

    public void Elapse() => _elapse();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _elapse = () => callback(state);
        return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
