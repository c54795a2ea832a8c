using Polytask.Runs;

namespace Polytask.Cli.Rendering;

/// <summary>One line for each epoch, for files and pipes.</summary>
internal sealed class RunLines(TextWriter writer) : RunScreen
{
    private const int TasksShown = 4;
    private readonly Pace _pace = new(TimeProvider.System);
    private int _epochs;
    private long _steps;

    public override T Watch<T>(Func<Action<RunEvent>, T> work) => work(Show);

    private void Show(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                _epochs = started.Epochs;
                writer.WriteLine(Describe(started));
                break;
            case StepCompleted step:
                _steps = step.Steps;
                _pace.Observe(step.Step, step.Steps);
                break;
            case EpochCompleted epoch:
                writer.WriteLine(Line(epoch));
                break;
            case StageCompleted stage:
                writer.WriteLine(Describe(stage));
                break;
            case TaskStopped stopped:
                writer.WriteLine(Describe(stopped));
                break;
            case Notice notice:
                writer.WriteLine(notice.Message);
                break;
        }
    }

    private string Line(EpochCompleted epoch)
    {
        var losses = epoch.Tasks.Where(task => task.TrainingLoss is not null).Select(task => task.TrainingLoss!.Value).ToArray();
        var measured = epoch.Tasks.Where(task => task.Validation.Count > 0).ToArray();
        string?[] parts =
        [
            _epochs > 0 ? $"epoch {epoch.Epoch}/{_epochs}" : $"epoch {epoch.Epoch}, step {epoch.Step}/{_steps}",
            losses.Length > 0 ? $"loss {Figures.Of(losses.Average())}" : null,
            .. measured.Length <= TasksShown ? measured.Select(task => $"{task.Task} {task.Validation[0].Name} {Figures.Of(task.Validation[0].Value)}") : [],
            epoch.Score is { } score ? $"score {Figures.Of(score)}{(epoch.Best ? " (best)" : "")}" : null,
            _pace.Text,
        ];
        return string.Join("  ", parts.Where(part => part is not null));
    }
}
