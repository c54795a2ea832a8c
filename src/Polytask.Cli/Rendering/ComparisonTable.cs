using System.Globalization;
using Polytask.Comparison;
using Spectre.Console;

namespace Polytask.Cli.Rendering;

/// <summary>What a comparison found: the verdict on every task, then the models beside each other.</summary>
internal static class ComparisonTable
{
    private const int TasksShown = 30;

    public static void Write(Terminal terminal, ComparisonResult result)
    {
        terminal.Output.WriteLine(result.Sentence);
        if (result.Chosen is { } chosen)
        {
            var tasks = Layout.Table("task", "metric", "alone", "shared", "better by", "95 % interval", "verdict");
            foreach (var column in (int[])[2, 3, 4]) tasks.Columns[column].RightAligned();
            foreach (var (task, alone) in chosen.Tasks.Zip(result.Alone.Tasks).Take(TasksShown))
                Layout.Row(tasks, task.Task, task.Metric, Figures.Of(alone.Test), Figures.Of(task.Test), Signed(task.Difference, "0.0000"),
                    task is { Low: { } low, High: { } high } ? $"{Signed(low, "0.0000")} to {Signed(high, "0.0000")}" : "", task.Verdict.ToString().ToLowerInvariant());
            terminal.Show(tasks);
            if (chosen.Tasks.Count > TasksShown) terminal.Output.WriteLine($"  … and {chosen.Tasks.Count - TasksShown} more tasks: see the report.");
        }
        var models = Layout.Table("model", "Δm test, %", "Δm validation, %", "mean rank", "parameters", "time");
        foreach (var column in (int[])[1, 2, 3, 4, 5]) models.Columns[column].RightAligned();
        foreach (var one in result.Contenders.OrderBy(one => one.DeltaM ?? double.PositiveInfinity))
        {
            if (one.Failure is { } failure) Layout.Row(models, one.Name, $"failed: {failure}");
            else Layout.Row(models, one.Chosen ? $"{one.Name} (chosen)" : one.Name, Percent(one.DeltaM), Percent(one.ValidationDeltaM),
                one.MeanRank?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", Figures.Format($"{one.Parameters:N0}"), Figures.Duration(TimeSpan.FromSeconds(one.Seconds)));
        }
        terminal.Show(models);
        terminal.Output.WriteLine("Δm: mean relative change against the tasks alone, lower is better. Chosen on validation rows, measured on test rows.");
        if (result.Tuning is { } tuning) terminal.Output.WriteLine(tuning.Sentence);
        if (result.LeftOutSentence is { } leftOut) terminal.Output.WriteLine(leftOut);
        foreach (var one in result.Recommendations)
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {one.Text}{(one.Expected is { } expected ? $" Expected: Δm lower by {expected:0.00} %." : "")}{(one.RunFile is null ? "" : $" Run file: {Path.Combine(result.Directory, one.RunFile)}")}"));
        if (result.Fix is { } fix) terminal.Output.WriteLine(fix.Sentence);
        if (result.Delivered is { } delivered) terminal.Output.WriteLine($"{delivered.Sentence} It is in {Path.Combine(result.Directory, delivered.Directory)}.");
    }

    private static string Percent(double? value) => value is { } v ? Signed(v, "0.00") : "–";

    private static string Signed(double value, string format) => value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture);
}
