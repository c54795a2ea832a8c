using System.Globalization;
using System.Text.Json.Serialization;
using Polytask.Comparison.Search;
using Polytask.Metrics;
using Polytask.Runs;
using Polytask.Runs.Hints;

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
/// <param name="Seeds">On test rows, seed by seed.</param>
public sealed record TaskResult(
    string Task, string Metric, bool HigherIsBetter, double Test, double? Deviation, double Validation,
    double Difference, double? Low, double? High, Verdict Verdict, IReadOnlyList<double> Seeds);

/// <summary>How a contender did.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Alone">Whether every task has a model of its own.</param>
/// <param name="Chosen">Whether it is the best of the shared models on validation rows.</param>
/// <param name="DeltaM">
/// Δm on test rows, in percent: the mean over the tasks of the relative change against the task alone, counted so that lower is better (Maninis and others, CVPR 2019),
/// and that of R² and kappa relative to what they leave unexplained; <c>null</c> where it is not defined.
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
/// <param name="Expected">By how many percent Δm on validation rows should fall; <c>null</c> where that is not known before it is trained.</param>
public sealed record Recommendation(string Text, string? RunFile, double? Expected)
{
    /// <summary>The model to train; <c>null</c> where there is none, or it was trained.</summary>
    [JsonIgnore]
    internal Contender? Contender { get; init; }
}

/// <summary>What came of the best of what was recommended and trained.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Validation">By how many percent Δm is lower than that of the run file on validation rows, by which it was chosen.</param>
/// <param name="Test">By how many percent Δm is lower on test rows, which had no part in the choice.</param>
/// <param name="Hurt">The tasks that are surely worse on test rows than with the run file.</param>
public sealed record Fix(string Name, double Validation, double Test, IReadOnlyList<string> Hurt)
{
    /// <summary>Whether the gain is there on test rows too, at no task's cost.</summary>
    public bool Held => Test > 0 && Hurt.Count == 0;

    /// <summary>The answer in one sentence.</summary>
    [JsonIgnore]
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Fix: {Name}. Against the run file Δm is lower by {Validation:0.00} % on validation rows, and by {Test:0.00} % on test rows, which had no part in the choice: it {(Held ? "held" : "did not hold")}{(Hurt.Count > 0 ? $", and {TaskNames.Listed(Hurt)} became worse" : "")}.");
}

/// <summary>The model that a comparison ends with, in which no task is knowingly worse than alone.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Branches">The tasks that have a branch of their own, because validation rows said that sharing hurts them.</param>
/// <param name="Parameters">Numbers in it.</param>
/// <param name="Directory">The directory of its run, in that of the comparison.</param>
/// <param name="SharedParameters">Numbers in the best shared model, without those branches.</param>
public sealed record Delivery(string Name, IReadOnlyList<string> Branches, long Parameters, string Directory, long SharedParameters)
{
    /// <summary>The answer in one sentence.</summary>
    [JsonIgnore]
    public string Sentence => Branches.Count == 0
        ? $"No task left behind: {Name} hurts none on validation rows."
        : string.Create(CultureInfo.InvariantCulture, $"No task left behind: {Name}, with {(Branches.Count == 1 ? "a branch of its own" : "branches of their own")} for {TaskNames.Listed(Branches)}; {Parameters:N0} parameters instead of {SharedParameters:N0}.");
}

/// <summary>The tasks' gradients over training.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Cosines">The mean cosine of each pair; NaN where the two were never in one step.</param>
/// <param name="Conflicts">The share of steps in which a pair's gradients pointed apart.</param>
/// <param name="Magnitudes">The mean similarity of the lengths of each pair, 1 for the same length.</param>
public sealed record GradientAgreement(
    IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> Cosines, IReadOnlyList<IReadOnlyList<double>> Conflicts, IReadOnlyList<IReadOnlyList<double>> Magnitudes);

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
/// <param name="Fix">What came of it, where that was tried.</param>
/// <param name="Delivered">The model in which no task is left behind, where that was wanted.</param>
public sealed record ComparisonResult(
    string Name, [property: JsonIgnore] string Directory, IReadOnlyList<long> Seeds, int Weightings, IReadOnlyList<ContenderResult> Contenders,
    GradientAgreement? Gradients, TaskAffinity? Affinity, IReadOnlyDictionary<string, int> Overfitting, IReadOnlyList<Recommendation> Recommendations, Fix? Fix = null, Delivery? Delivered = null)
{
    /// <summary>What the searches tried, round by round.</summary>
    public IReadOnlyList<Trial> Trials { get; init; } = [];

    /// <summary>How much of the gain is due to tuning the weights, where that was tried.</summary>
    public TuningGain? Tuning { get; init; }

    /// <summary>What there was no time for.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>That in one sentence; <c>null</c> where nothing was left out.</summary>
    [JsonIgnore]
    public string? LeftOutSentence => LeftOut.Count == 0 ? null
        : $"The time was over before these were trained, and what would have followed from them: {string.Join("; ", LeftOut.Take(Listing.MostNamed))}{(LeftOut.Count > Listing.MostNamed ? $"; and {LeftOut.Count - Listing.MostNamed} more" : "")}. The same command goes on with them.";

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
                    .Select(group => $"{group.Word} {TaskNames.Listed(group.Tasks)}"),
            ];
            return $"Sharing ({chosen.Name}) {string.Join("; it ", parts)}.";
        }
    }
}

/// <summary>Comparisons in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparisonResult))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
