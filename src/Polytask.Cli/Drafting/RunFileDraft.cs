using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Polytask.Catalog;
using Polytask.Cli.Rendering;
using Polytask.Data;

namespace Polytask.Cli.Drafting;

/// <summary>A commented run file for data that were looked at.</summary>
/// <param name="look">The data.</param>
/// <param name="path">Where they lie, seen from the run file.</param>
internal sealed partial class RunFileDraft(DataLook look, string path)
{
    private const int ClassesStated = 50;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _text = new();

    /// <summary>The run file as YAML.</summary>
    public override string ToString()
    {
        var name = NameOf(Path.GetFileName(path).Split('.')[0]);
        Line($"# A first run file for {Path.GetFileName(path)} ({look.Rows:N0} rows). What is a guess says why; correct it where it is wrong.");
        Line($"# polytask check shows what would be trained, polytask explain KEY what a key means.");
        Line($"name: {name}");
        Line($"seed: 1");
        Line($"");
        Line($"data:");
        Line($"  {name}: {{ kind: {Kinds.Of(look.Source.GetType()).Name}, path: {Quote(path)}{Files()} }}");
        Line($"");
        Split();
        Line($"");
        Line($"inputs:");
        foreach (var input in look.Of(ColumnRole.Text)) Input(input);
        Line($"");
        Line($"tasks:");
        Tasks();
        Unused();
        Line($"");
        Line($"# What the tasks have in common: one trunk of dense layers for all of them. polytask methods sharing lists what else there is.");
        Line($"sharing: {{ kind: hard }}");
        Line($"");
        Line($"# Every step trains all tasks; the epoch with the best validation score is kept.");
        Line($"training: {{ kind: joint, epochs: 20 }}");
        return _text.ToString();
    }

    private void Split()
    {
        if (look.Of(ColumnRole.Part) is [var part, ..])
        {
            Line($"# {part.Column.Name} {part.Reason}.");
            Line($"split: {{ kind: given, column: {Quote(part.Column.Name)} }}");
            return;
        }
        Line($"# One row in five is for testing; equal texts stay together, so that no test row was seen in training.");
        if (look.Of(ColumnRole.Date) is [var date, ..]) Line($"# To test on the newest rows instead: split: {{ kind: time, column: {Quote(date.Column.Name)} }}");
        Line($"split: {{ kind: hashed, key: {Quote(look.Of(ColumnRole.Text)[0].Column.Name)} }}");
    }

    private void Input(ColumnGuess input)
    {
        Line($"  # {input.Reason}");
        var language = input.Column.Words.Language is { } found ? $", language: {found}" : "";
        Line($"  {NameOf(input.Column.Name)}: {{ kind: text{Column(input)}{language} }}");
    }

    private void Tasks()
    {
        foreach (var task in look.Of(ColumnRole.Classes, ColumnRole.Labels)) Task(task, "  ");
        var numbers = look.Of(ColumnRole.Number);
        var aside = look.Of(ColumnRole.Classes, ColumnRole.Labels).Count > 0;
        if (aside && numbers.Count > 0) Line($"  # Numbers can be predicted, too: take the # away.");
        foreach (var number in numbers) Task(number, aside ? "  # " : "  ");
    }

    private void Task(ColumnGuess task, string indent)
    {
        var missing = task.Column.Missing > 0 ? $"; {task.Column.Missing:N0} rows have none and train the other tasks only" : "";
        Line($"{(indent.Contains('#') ? indent : "  # ")}{task.Reason}{missing}");
        Line($"{indent}{NameOf(task.Column.Name)}: {{ kind: {Kind(task.Role)}{Column(task)}{Classes(task)} }}");
    }

    private static string Kind(ColumnRole role) => role switch
    {
        ColumnRole.Labels => "multi_label",
        ColumnRole.Number => "regression",
        _ => "classification",
    };

    /// <summary>All classes are stated, so that one that only test rows have is known, too.</summary>
    private static string Classes(ColumnGuess task) =>
        task.Role == ColumnRole.Classes && task.Column.Distinct <= ClassesStated
            ? $", classes: [{string.Join(", ", task.Column.Values.Select(value => value.Key).Order(StringComparer.Ordinal).Select(Quote))}]"
            : "";

    private void Unused()
    {
        var unused = look.Of(ColumnRole.Date, ColumnRole.Identifier, ColumnRole.Nothing);
        if (unused.Count == 0) return;
        Line($"");
        Line($"# Not used:");
        foreach (var column in unused) Line($"#   {OneLine(column.Column.Name)}: {column.Reason}");
    }

    private string Files() => look.Source switch
    {
        CsvSource { Files: not "*.csv" and var files } when !path.EndsWith(files, StringComparison.Ordinal) => $", files: {Quote(files)}",
        JsonLinesSource { Files: not "*.jsonl" and var files } when !path.EndsWith(files, StringComparison.Ordinal) => $", files: {Quote(files)}",
        _ => "",
    };

    private static string Column(ColumnGuess guess) => NameOf(guess.Column.Name) == guess.Column.Name ? "" : $", column: {Quote(guess.Column.Name)}";

    private void Line(FormattableString line) => _text.Append(Figures.Format(line)).Append('\n');

    /// <summary>A name of a source, an input or a task: letters, digits and underscores.</summary>
    private static string NameOf(string text) => NotInNames().Replace(text, "_") is { Length: > 0 } name && !Quoted(name) ? name : $"_{NotInNames().Replace(text, "_")}";

    private static string Quote(string text) => Quoted(text) ? JsonSerializer.Serialize(text, Readable) : text;

    private static bool Quoted(string text) => !Plain().IsMatch(text) || OtherMeaning().IsMatch(text);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"[^\p{L}\p{Nd}_]")]
    private static partial Regex NotInNames();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_./-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OtherMeaning();
}
