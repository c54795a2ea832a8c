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
    private const int DataSets = 8;

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
                Console.WriteLine(string.Join("; ", result.Contenders.Select(c => c.Name + ": " + string.Join(", ", c.Tasks.Select(t => $"{t.Test:f2} {t.Difference:+0.00;-0.00} {t.Verdict}")))));
                foreach (var task in result.Given.Tasks) verdicts[task.Verdict] = verdicts.GetValueOrDefault(task.Verdict) + 1;
            }
            var counts = string.Join(" | ", Enum.GetValues<Verdict>().Select(verdict => verdicts.GetValueOrDefault(verdict).ToString(CultureInfo.InvariantCulture)));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {answers} of {DataSets} | {counts} |");
            Console.WriteLine(text);
        }
        Page.Write(page, $"""
            # How often a comparison is right

            Tasks of which it is known what sharing does to them ([TransferProblem](../../src/Polytask.Testing/TransferProblem.cs)): each predicts a curve along one direction of twelve inputs, with noise, from 20 labels, with a
            trunk of one number per row. Tasks along one direction are related, tasks along two are not. {DataSets} data sets of each problem, three seeds of training each; verdicts are those of the run file, on all tasks.

            | tasks, and the right answer | right | undecided | helped | hurt |
            |---|---|---|---|---|
            {text}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- transfer bench/results/transfer.md`.
            """);
    }

    private static (string Title, TransferProblem Problem, int Groups, Func<ComparisonResult, bool> Right)[] Problems =>
    [
        ("four related: sharing helps all", new TransferProblem([0, 0, 0, 0], 15, 4), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Helped)),
        ("three unrelated with room for one: sharing hurts one or more and helps none", new TransferProblem([0, 1, 2], 30, 1), 1,
            result => result.Given.Tasks.Any(task => task.Verdict == Verdict.Hurt) && result.Given.Tasks.All(task => task.Verdict != Verdict.Helped)),
        ("two times three related: they are the groups", new TransferProblem([0, 1, 0, 1, 0, 1], 15, 4), 2,
            result => result.Contenders.Any(one => one.Name == "a1 + a2 + a3 | b1 + b2 + b3")),
        ("two of pure noise: no verdict", new TransferProblem([-1, -1], 30, 4), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Undecided)),
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
