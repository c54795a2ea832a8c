using System.Globalization;
using Polytask.Data;
using Polytask.Numerics;

namespace Polytask.TextBench;

/// <summary>How many short texts the program labels in a second of one core: whole processes, from file to file.</summary>
internal static class PredictionSpeed
{
    private const int Texts = 500_000;
    private const int Words = 8;
    private const int Runs = 5;
    private const string Example = "examples/reviews";

    /// <summary>Trains the reviews example, has it label texts of its own words, and writes the page.</summary>
    public static void Measure(string program, string page)
    {
        var work = Directory.CreateTempSubdirectory("polytask-bench").FullName;
        var (run, texts, labelled) = (Path.Combine(work, "run"), Path.Combine(work, "texts.csv"), Path.Combine(work, "labelled.csv"));
        Measured.Run(program, "train", $"{Example}/run.yaml", "--out", run, "--quiet");
        File.WriteAllLines(texts, Draw().Prepend("text"));
        var measured = Enumerable.Range(0, Runs).Select(_ => Measured.Run(program, "predict", run, texts, "--out", labelled)).OrderBy(m => m.Cpu).ToList();
        if (File.ReadLines(labelled).Count() != Texts + 1) throw new InvalidOperationException($"Expected {Texts} labelled texts in {labelled}.");
        var median = measured[Runs / 2];
        File.WriteAllText(page, string.Create(CultureInfo.InvariantCulture, $"""
            # Prediction: short texts a second

            `polytask predict` on a file of {Texts:N0} texts of {Words} words, with the model of `{Example}`: for each text two tasks, with the
            probability of every class. Whole processes, from start to end: loading, reading, computing, writing. One thread, {Runs} runs, on shared cores: the highest figure is the least disturbed.

            | | median | range |
            |---|---|---|
            | texts a second of the processor | **{Texts / median.Cpu:N0}** | {Texts / measured[^1].Cpu:N0} to {Texts / measured[0].Cpu:N0} |
            | seconds of the processor | {median.Cpu:f2} | {measured[0].Cpu:f2} to {measured[^1].Cpu:f2} |
            | peak MB | {median.PeakMegabytes:f0} | |

            Made by `bench/prediction.sh`.

            """));
        Directory.Delete(work, recursive: true);
    }

    private static IEnumerable<string> Draw()
    {
        var reviews = new DataSet([Table.Load("reviews", new CsvSource { Path = $"{Example}/reviews.csv" }.Open(), default)]);
        var column = reviews.Column("text");
        var words = Enumerable.Range(0, reviews.Count).SelectMany(row => column(row)!.Split([' ', ',', '"', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var random = new RandomStream(1, "words");
        return Enumerable.Range(0, Texts).Select(_ => string.Join(' ', Enumerable.Range(0, Words).Select(_ => words[random.NextInt(words.Length)])));
    }
}
