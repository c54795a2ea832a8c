using Polytask.Runs;
using Spectre.Console;

namespace Polytask.Cli.Rendering;

/// <summary>A progress bar with epoch, loss, best score, rate and time left.</summary>
internal sealed class RunBar(IAnsiConsole console) : RunScreen
{
    private static readonly TimeSpan Frame = TimeSpan.FromSeconds(0.1);
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Pace _pace = new(TimeProvider.System);
    private ProgressTask? _bar;
    private long _lastFrame;
    private double? _best;

    public override T Watch<T>(Func<Action<RunEvent>, T> work) => console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            _bar = context.AddTask("reading data").IsIndeterminate();
            return work(Show);
        });

    private void Show(RunEvent happened)
    {
        switch (happened)
        {
            case RowRead read:
                Draw(read.Row, read.Rows, Figures.Format($"reading {read.Column}, row {read.Row:N0}/{read.Rows:N0}"));
                break;
            case RunStarted started:
                Say(Describe(started));
                break;
            case StepCompleted step:
                Advance(step);
                break;
            case EpochCompleted { Best: true, Score: { } score }:
                _best = score;
                break;
            case StageCompleted stage:
                Say(Describe(stage));
                break;
            case TaskStopped stopped:
                Say(Describe(stopped));
                break;
            case Notice notice:
                Say(notice.Message);
                break;
        }
    }

    private void Say(string line) => console.Write(Layout.Plain($"{line}\n"));

    /// <summary>Steps may take microseconds, so most of them are not drawn.</summary>
    private void Advance(StepCompleted step)
    {
        if (_lastFrame != 0 && _clock.GetElapsedTime(_lastFrame) < Frame) return;
        _lastFrame = _clock.GetTimestamp();
        _pace.Observe(step.Step, step.Steps);
        string?[] parts = [$"epoch {step.Epoch}", $"step {step.Step}/{step.Steps}", $"loss {Figures.Of(step.Loss)}", _best is { } score ? $"best {Figures.Of(score)}" : null, _pace.Text];
        Draw(step.Step, step.Steps, string.Join(", ", parts.Where(part => part is not null)));
    }

    private void Draw(long done, long all, string description)
    {
        var bar = _bar!.IsIndeterminate(false);
        (bar.MaxValue, bar.Value, bar.Description) = (all, done, Markup.Escape(description));
    }
}
