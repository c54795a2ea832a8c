using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Runs;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask check RUNFILE</c>: everything that training would begin with, without training.</summary>
internal sealed class CheckCommand : Command
{
    private const int ClassesShown = 12;
    private const string Shared = "shared";
    private readonly Argument<string> _runFile = SharedOptions.RunFile();
    private readonly Option<string[]> _set = SharedOptions.Set();

    public CheckCommand(Terminal terminal) : base("check", "Check a run file and its data, and show what would be trained.")
    {
        Add(_runFile);
        Add(_set);
        SetAction(arguments =>
        {
            var experiment = Experiment.FromFile(arguments.GetRequiredValue(_runFile), arguments.GetValue(_set));
            return Show(terminal, RunScreen.For(terminal, quiet: false).Watch(show => experiment.Check(show, terminal.Interrupted)));
        });
    }

    private static int Show(Terminal terminal, RunStarted run)
    {
        var output = terminal.Output;
        output.WriteLine(Figures.Format($"{run.Name}: {run.Rows:N0} rows ({string.Join(", ", run.Parts.Select(part => Figures.Format($"{part.Value:N0} {part.Key}")))})"));
        WriteTasks(terminal, run.Tasks);
        foreach (var task in run.Tasks.Where(task => task.Classes is { Count: > 0 })) output.WriteLine($"{task.Task}: {Classes(task.Classes!)}");
        WriteModel(terminal, run.Model);
        output.WriteLine(Figures.Format($"{run.Regime} training: {run.Epochs:N0} epochs, {run.Steps:N0} steps"));
        output.WriteLine($"{(run.Balancing.Length > 0 ? $"{run.Balancing} balancing" : "solver")}: {run.Gradients}");
        return ExitCode.Done;
    }

    private static void WriteTasks(Terminal terminal, IReadOnlyList<TaskData> tasks)
    {
        var table = Layout.Table("task", "kind", "training", "validation", "test", "missing");
        foreach (var column in table.Columns.Skip(2)) column.Alignment = Spectre.Console.Justify.Right;
        foreach (var task in tasks) Layout.Row(table, [task.Task, task.Kind, .. new[] { task.Training, task.Validation, task.Test, task.Missing }.Select(Count)]);
        terminal.Show(table);
    }

    private static void WriteModel(Terminal terminal, IReadOnlyList<ModelPart> parts)
    {
        var table = Layout.Table("part of the model", "of", "shape", "parameters", "multiply-adds a row");
        foreach (var column in table.Columns.Skip(3)) column.Alignment = Spectre.Console.Justify.Right;
        foreach (var part in parts) Layout.Row(table, part.Name, part.Owner, $"[{string.Join(", ", part.Shape)}]", Count(part.Parameters), Count(part.MultiplyAdds));
        foreach (var owner in parts.GroupBy(part => part.Owner).OrderBy(owner => owner.Key != Shared)) WriteSum("all parts", owner.Key, owner);
        WriteSum("all", "", parts);
        terminal.Show(table);

        void WriteSum(string name, string owner, IEnumerable<ModelPart> of) =>
            Layout.Row(table, name, owner, "", Count(of.Sum(part => part.Parameters)), Count(of.Sum(part => part.MultiplyAdds)));
    }

    private static string Classes(IReadOnlyDictionary<string, long> classes) =>
        string.Join(", ", classes.Take(ClassesShown).Select(entry => $"{entry.Key} {Count(entry.Value)}"))
        + (classes.Count > ClassesShown ? Figures.Format($" and {classes.Count - ClassesShown:N0} more classes") : "");

    private static string Count(long count) => Figures.Format($"{count:N0}");
}
