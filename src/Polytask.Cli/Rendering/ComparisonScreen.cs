using Polytask.Comparison;
using Spectre.Console;

namespace Polytask.Cli.Rendering;

/// <summary>Shows how the runs of a comparison come along: a bar on a terminal, lines elsewhere.</summary>
internal sealed class ComparisonScreen(Terminal terminal, bool quiet)
{
    private readonly Pace _pace = new(TimeProvider.System);

    /// <summary>Does the work and shows what it tells.</summary>
    public async Task<T> WatchAsync<T>(Func<Action<RunNews>, Task<T>> work)
    {
        if (quiet) return await work(_ => { }).ConfigureAwait(false);
        if (!terminal.ErrorIsTerminal) return await work(Say).ConfigureAwait(false);
        return await terminal.Messages.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask("reading data").IsIndeterminate();
                return await work(news => Show(bar, news)).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    private void Show(ProgressTask bar, RunNews news)
    {
        if (news.State == RunState.Failed) terminal.Messages.Write(Layout.Plain($"{Line(news)}\n"));
        bar.IsIndeterminate(false);
        (bar.MaxValue, bar.Value) = (news.Runs, news.Settled);
        bar.Description = Markup.Escape($"run {Math.Min(news.Settled + 1, news.Runs)} of {news.Runs}: {news.Run.Title}{TimeLeft(news)}");
    }

    private void Say(RunNews news)
    {
        if (news.State != RunState.Begun) terminal.Say(Line(news) + TimeLeft(news));
    }

    private static string Line(RunNews news) => $"{news.Settled}/{news.Runs}  {news.Run.Title}" + news.State switch
    {
        RunState.Known => "  was trained before",
        RunState.Failed => $"  failed: {news.Failure}",
        _ => "",
    };

    /// <summary>Runs that were known cost nothing, so the clock starts at the first that is trained.</summary>
    private string TimeLeft(RunNews news)
    {
        if (news.State == RunState.Known) return "";
        _pace.Observe(news.Settled, news.Runs);
        return _pace.Left is { } left && left > TimeSpan.Zero ? $", {Figures.Duration(left)} left" : "";
    }
}
