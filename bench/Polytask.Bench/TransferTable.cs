using System.Globalization;
using System.Text;
using Polytask.Comparison;
using Polytask.Configuration;
using Polytask.Metrics;
using Polytask.Testing;

namespace Polytask.Bench;

/// <summary>How often a comparison is right about tasks of which it is known what sharing does to them: 100 data sets of each problem, and several seeds of training each.</summary>
internal static class TransferTable
{
    private const int DataSets = 100;
    private const int Seeds = 5;

    /// <summary>Compares and writes the page of results.</summary>
    public static async Task WriteAsync(string page)
    {
        var text = new StringBuilder();
        foreach (var (title, problem, groups, right, measured) in Problems)
        {
            var (answers, verdicts) = (0, new Dictionary<Verdict, int>());
            for (var seed = 1; seed <= DataSets; seed++)
            {
                var result = await CompareAsync(problem, groups, seed);
                if (right(result)) answers++;
                foreach (var task in measured(result)?.Tasks ?? []) verdicts[task.Verdict] = verdicts.GetValueOrDefault(task.Verdict) + 1;
                if (seed % 10 == 0) Console.WriteLine($"{title}: {answers} of {seed}");
            }
            var counts = string.Join(" | ", Enum.GetValues<Verdict>().Select(verdict => verdicts.GetValueOrDefault(verdict).ToString(CultureInfo.InvariantCulture)));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {answers} of {DataSets} | {counts} |");
        }
        Page.Write(page, $"""
            # How often a comparison is right

            Tasks of which it is known what sharing does to them ([TransferProblem](../../src/Polytask.Testing/TransferProblem.cs)): each is to tell on which side of a plane a row lies, from few noisy labels. Tasks with
            one plane are related, tasks with two are not. In the first problem a row is 24 numbers, each task has 40 labels, and the trunk has one number per row, which serves one plane; in the others a row is twelve numbers and each task has 60 labels, with two numbers in the trunk of the second and one in that of the third. {DataSets} data sets of each problem, {Seeds} seeds of training each. The counts are of the verdicts on
            single tasks: of the run file, and in the second line of the groups.

            | tasks, and the right answer | right | undecided | helped | hurt |
            |---|---|---|---|---|
            {text}
            Made by `dotnet run -c Release --project bench/Polytask.Bench -- transfer bench/results/transfer.md`.
            """);
    }

    private static (string Title, TransferProblem Problem, int Groups, Func<ComparisonResult, bool> Right, Func<ComparisonResult, ContenderResult?> Measured)[] Problems =>
    [
        ("five related and one apart: sharing helps the five and hurts the one", new TransferProblem([0, 0, 0, 0, 0, 1], 40, 1, Inputs: 24, Epochs: 150, BatchSize: 16), 1,
            result => result.Given.Tasks.Take(5).All(task => task.Verdict == Verdict.Helped) && result.Given.Tasks[5].Verdict == Verdict.Hurt, result => result.Given),
        ("two related pairs: affinity finds them", new TransferProblem([0, 1, 0, 1], 60, 2, MeasureAffinity: 1), 2, result => Pairs(result) is not null, Pairs),
        ("two of pure noise: no verdict on either", new TransferProblem([-1, -1], 60, 1), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Undecided), result => result.Given),
    ];

    private static ContenderResult? Pairs(ComparisonResult result) => result.Contenders.SingleOrDefault(one => one.Name == "a1 + a2 | b1 + b2");

    private static async Task<ComparisonResult> CompareAsync(TransferProblem problem, int groups, long seed)
    {
        var folder = Directory.CreateTempSubdirectory("polytask-transfer-").FullName;
        try
        {
            var (data, file) = (Path.Combine(folder, "rows.csv"), Path.Combine(folder, "run.yaml"));
            problem.Write(data, seed);
            File.WriteAllText(file, RunFileWriter.Write(problem.RunFile(data, seed)));
            return await Experiment.CompareAsync(file, new ComparisonOptions { Weights = 0, Seeds = Seeds, Groups = groups, Directory = Path.Combine(folder, "comparison"), Cache = Path.Combine(folder, "cache") });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
