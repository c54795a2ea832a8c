using System.Globalization;
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

    /// <summary>Compares and writes the section of each problem.</summary>
    /// <param name="page">The page.</param>
    /// <param name="only">The problems that are compared anew, by name; none means all.</param>
    public static async Task WriteAsync(string page, IReadOnlyCollection<string> only)
    {
        foreach (var (name, about, problem, groups, right, measured) in Problems.Where(problem => only.Count == 0 || only.Contains(problem.Name)))
        {
            var (answers, verdicts) = (0, new Dictionary<Verdict, int>());
            for (var seed = 1; seed <= DataSets; seed++)
            {
                var result = await CompareAsync(problem, groups, seed);
                if (right(result)) answers++;
                foreach (var task in measured(result)?.Tasks ?? []) verdicts[task.Verdict] = verdicts.GetValueOrDefault(task.Verdict) + 1;
                if (seed % 10 == 0) Console.WriteLine($"{name}: {answers} of {seed}");
            }
            var counts = Enum.GetValues<Verdict>().Select(verdict => $"{verdicts.GetValueOrDefault(verdict).ToString(CultureInfo.InvariantCulture)} {verdict.ToString().ToLowerInvariant()}");
            Page.WriteSection(page, "How often a comparison is right", name, string.Create(CultureInfo.InvariantCulture, $"""
                {about} A row is {problem.Inputs} numbers, a task has {problem.Labels} labels, and the trunk makes {(problem.Width == 1 ? "one number" : $"{problem.Width} numbers")} of a row, each of which serves one plane ([TransferProblem](../../src/Polytask.Testing/TransferProblem.cs)). Verdicts on
                single tasks: {string.Join(", ", counts)}; {Seeds} seeds of training each.

                **Right in {answers} of {DataSets} data sets.**

                Made by `dotnet run -c Release --project bench/Polytask.Bench -- transfer bench/results/transfer.md {name}`.
                """));
        }
    }

    private static (string Name, string About, TransferProblem Problem, int Groups, Func<ComparisonResult, bool> Right, Func<ComparisonResult, ContenderResult?> Measured)[] Problems =>
    [
        ("apart", "Six tasks, each to tell on which side of a plane a row lies, from few noisy labels: five have one plane, and one has another. The right answer: one trunk helps each of the five, and hurts the sixth.",
            new TransferProblem([0, 0, 0, 0, 0, 1], 40, 1, Inputs: 24, Epochs: 150, BatchSize: 16), 1,
            result => result.Given.Tasks.Take(5).All(task => task.Verdict == Verdict.Helped) && result.Given.Tasks[5].Verdict == Verdict.Hurt, result => result.Given),
        ("pairs", "Four such tasks with two planes. The right answer: affinity divides them into the two pairs. Verdicts are those of that division.",
            new TransferProblem([0, 1, 0, 1], 60, 2, MeasureAffinity: 1), 2, result => Pairs(result) is not null, Pairs),
        ("noise", "Two tasks whose labels are noise. The right answer: undecided on both.",
            new TransferProblem([-1, -1], 60, 1), 1, result => result.Given.Tasks.All(task => task.Verdict == Verdict.Undecided), result => result.Given),
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
