using System.Globalization;
using System.Text;
using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Metrics;
using Polytask.Testing;

namespace Polytask.Bench;

/// <summary>How often a comparison is right about tasks of which it is known what sharing does to them: 100 data sets of each problem, three seeds of training each.</summary>
internal static class TransferTable
{
    private const int DataSets = 100;

    /// <summary>Compares and writes the page of results.</summary>
    public static async Task WriteAsync(string page)
    {
        var text = new StringBuilder();
        foreach (var (title, problem, groups, right) in Problems)
        {
            var (answers, verdicts) = (0, new Dictionary<Verdict, int>());
            for (var seed = 1; seed <= DataSets; seed++)
            {
                var result = await CompareAsync(problem, groups, seed);
                if (right(result)) answers++;
                foreach (var task in result.Given.Tasks) verdicts[task.Verdict] = verdicts.GetValueOrDefault(task.Verdict) + 1;
            }
            var counts = string.Join(" | ", Enum.GetValues<Verdict>().Select(verdict => verdicts.GetValueOrDefault(verdict).ToString(CultureInfo.InvariantCulture)));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {answers} of {DataSets} | {counts} |");
            Console.WriteLine(text);
        }
        Page.Write(page, $"""
            # How often a comparison is right

            Tasks of which it is known what sharing does to them ([TransferProblem](../../src/Polytask.Testing/TransferProblem.cs)): each predicts a curve along one direction of twelve inputs, with noise, from 60 labels, with a
            trunk of one number per row. Tasks along one direction are related, tasks along two are not. {DataSets} data sets of each problem, three seeds of training each; verdicts are those of the run file, on all tasks.

            | tasks, and the right answer | right | undecided | helped | hurt |
            |---|---|---|---|---|
            {text}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- transfer bench/results/transfer.md`.
            """);
    }

    private static (string Title, TransferProblem Problem, int Groups, Func<ComparisonResult, bool> Right)[] Problems =>
    [
        ("two related: sharing helps both", new TransferProblem([0, 0], 60), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Helped)),
        ("two unrelated: sharing hurts one or both and helps none", new TransferProblem([0, 1], 60), 1,
            result => result.Given.Tasks.Any(task => task.Verdict == Verdict.Hurt) && result.Given.Tasks.All(task => task.Verdict != Verdict.Helped)),
        ("two related pairs: they are the groups, and grouping helps all four", new TransferProblem([0, 1, 0, 1], 60), 2,
            result => result.Contenders.SingleOrDefault(one => one.Name == "a1 + a2 | b1 + b2")?.Tasks.All(task => task.Verdict == Verdict.Helped) == true),
        ("two of pure noise: no verdict", new TransferProblem([-1, -1], 60), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Undecided)),
    ];

    private static async Task<ComparisonResult> CompareAsync(TransferProblem problem, int groups, long seed)
    {
        var folder = Directory.CreateTempSubdirectory("polytask-transfer-").FullName;
        try
        {
            var (data, file) = (Path.Combine(folder, "rows.csv"), Path.Combine(folder, "run.yaml"));
            problem.Write(data, seed);
            File.WriteAllText(file, RunFileWriter.Write(problem.RunFile(data, seed)));
            return await Experiment.CompareAsync(file, new ComparisonOptions { Weights = 0, Groups = groups, Directory = Path.Combine(folder, "comparison"), Cache = Path.Combine(folder, "cache") });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
