using System.Text.Json.Serialization;
using Polytask.Metrics;
using Polytask.Runs;

namespace Polytask.Comparison;

/// <summary>What a contender reaches on one task, by the task's first metric.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="HigherIsBetter">Its direction.</param>
/// <param name="Test">On test rows, the mean over the seeds.</param>
/// <param name="Deviation">The standard deviation over the seeds; <c>null</c> with one seed.</param>
/// <param name="Validation">On validation rows, the mean over the seeds.</param>
/// <param name="Difference">On test rows, how far it is ahead of the task trained alone; above 0 is better.</param>
/// <param name="Low">The lower end of the difference's 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Verdict">What the interval says.</param>
public sealed record TaskResult(
    string Task, string Metric, bool HigherIsBetter, double Test, double? Deviation, double Validation,
    double Difference, double? Low, double? High, Verdict Verdict);

/// <summary>How a contender did.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Alone">Whether every task has a model of its own.</param>
/// <param name="Chosen">Whether it is the best of the shared models on validation rows.</param>
/// <param name="DeltaM">
/// Δm on test rows, in percent: the mean over the tasks of the relative change against the task alone, counted so that lower is better (Maninis and others, CVPR 2019);
/// <c>null</c> where it is not defined.
/// </param>
/// <param name="ValidationDeltaM">The same on validation rows: contenders are chosen by it.</param>
/// <param name="MeanRank">The mean over the tasks of its rank on test rows, 1 for the best.</param>
/// <param name="Parameters">Numbers in its model, or in its models.</param>
/// <param name="Seconds">The time one seed took.</param>
/// <param name="RunFile">Its run file, in the directory of the comparison; <c>null</c> where it has one per task.</param>
/// <param name="Tasks">Task by task.</param>
/// <param name="Failure">Why it has no figures.</param>
public sealed record ContenderResult(
    string Name, bool Alone, bool Chosen, double? DeltaM, double? ValidationDeltaM, double? MeanRank, long Parameters, double Seconds,
    string? RunFile, IReadOnlyList<TaskResult> Tasks, string? Failure = null)
{
    /// <summary>−Δm: the mean relative improvement over the tasks alone, in percent; higher is better.</summary>
    public double? Improvement => 0 - DeltaM;
}

/// <summary>Something to do, and the run file that does it.</summary>
/// <param name="Text">What, and why.</param>
/// <param name="RunFile">The run file, in the directory of the comparison; <c>null</c> where there is none.</param>
public sealed record Recommendation(string Text, string? RunFile);

/// <summary>The tasks' gradients over training.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Cosines">The mean cosine of each pair; NaN where the two were never in one step.</param>
/// <param name="Conflicts">The share of steps in which a pair's gradients pointed apart.</param>
public sealed record GradientAgreement(IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> Cosines, IReadOnlyList<IReadOnlyList<double>> Conflicts);

/// <summary>What a comparison found.</summary>
/// <param name="Name">The run file's name.</param>
/// <param name="Directory">Where report, figures and run files lie.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Weightings">Fixed weightings that were tried; the best on validation rows stands among the contenders.</param>
/// <param name="Contenders">The contenders: every task alone, the run file, then the others.</param>
/// <param name="Gradients">How the gradients of the run file's tasks stood to each other, where they were measured.</param>
/// <param name="Affinity">What a step on one of the run file's tasks does to the others, where it was measured.</param>
/// <param name="Overfitting">Tasks of the run file whose validation loss rose again, and the epoch at which it was least.</param>
/// <param name="Recommendations">What to do, the most promising first.</param>
public sealed record ComparisonResult(
    string Name, [property: JsonIgnore] string Directory, IReadOnlyList<long> Seeds, int Weightings, IReadOnlyList<ContenderResult> Contenders,
    GradientAgreement? Gradients, TaskAffinity? Affinity, IReadOnlyDictionary<string, int> Overfitting, IReadOnlyList<Recommendation> Recommendations)
{
    /// <summary>The best shared model by validation rows.</summary>
    [JsonIgnore]
    public ContenderResult? Chosen => Contenders.FirstOrDefault(contender => contender.Chosen);

    /// <summary>Every task alone.</summary>
    [JsonIgnore]
    public ContenderResult Alone => Contenders[0];

    /// <summary>The run file as it is.</summary>
    [JsonIgnore]
    public ContenderResult Given => Contenders[1];

    /// <summary>The report.</summary>
    [JsonIgnore]
    public string Report => Path.Combine(Directory, "report.html");

    /// <summary>All figures in JSON.</summary>
    [JsonIgnore]
    public string Figures => Path.Combine(Directory, "comparison.json");

    /// <summary>The answer in one sentence.</summary>
    [JsonIgnore]
    public string Sentence
    {
        get
        {
            if (Chosen is not { } chosen) return "No shared model was trained to its end.";
            string[] parts =
            [
                .. new[] { (Verdict.Helped, "helps"), (Verdict.Hurt, "hurts"), (Verdict.Undecided, "makes no sure difference to") }
                    .Select(group => (Word: group.Item2, Tasks: chosen.Tasks.Where(task => task.Verdict == group.Item1).Select(task => task.Task).ToArray()))
                    .Where(group => group.Tasks.Length > 0)
                    .Select(group => $"{group.Word} {(group.Tasks.Length <= 4 ? Listed(group.Tasks) : $"{group.Tasks.Length} tasks")}"),
            ];
            return $"Sharing ({chosen.Name}) {string.Join("; it ", parts)}.";
        }
    }

    private static string Listed(string[] tasks) => tasks.Length == 1 ? tasks[0] : $"{string.Join(", ", tasks[..^1])} and {tasks[^1]}";
}

/// <summary>Comparisons in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparisonResult))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
