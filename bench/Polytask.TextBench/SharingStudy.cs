using System.Text;
using Polytask.Data;
using Polytask.Text.Corpora;

namespace Polytask.TextBench;

/// <summary>
/// What a second corpus does for sentence polarity, on training rows held out in turn: the corpus of subjectivity, fewer rows of its
/// own, and the other half of its own rows as if they were another task's.
/// </summary>
internal sealed class SharingStudy(string data, string program)
{
    private static readonly int[] Seeds = [1];
    private readonly string _work = Directory.CreateTempSubdirectory("polytask-sharing").FullName;
    private readonly IReadOnlyList<Sentence> _polarity = Sentence.Training(new SentencePolarity { Path = Path.Combine(data, "sentence_polarity") }, "sentiment");
    private readonly IReadOnlyList<Sentence> _subjectivity = Sentence.Training(new Subjectivity { Path = Path.Combine(data, "subjectivity") }, "subjectivity");

    /// <summary>Runs every arm and writes the page.</summary>
    public void Write(string result)
    {
        var alone = new Arm("polarity alone", _polarity, []);
        var half = new Arm("half of its rows alone", [.. _polarity.Where(s => s.Share < 0.5)], []);
        Arm[] arms =
        [
            alone,
            new("beside subjectivity", _polarity, _subjectivity),
            new("three quarters of its rows alone", [.. _polarity.Where(s => s.Share < 0.75)], []),
            half,
            half with { Name = "half of its rows, the other half as a second task", Second = [.. _polarity.Where(s => s.Share >= 0.5)] },
        ];
        var right = arms.ToDictionary(arm => arm, Right);
        var reference = right[alone];
        var known = _polarity.Select(s => s.Text).ToHashSet();
        var unseen = _subjectivity.Count(s => s.Label == "subjective" && !known.Contains(s.Text));
        var doubling = Points(reference, right[half]).Mean / Math.Log2((double)alone.First.Count / half.First.Count);
        var text = new StringBuilder()
            .AppendLine("# What subjectivity does for polarity").AppendLine()
            .AppendLine($"Accuracy of sentence polarity on rows held out of training: the {_polarity.Count:N0} training rows in {Sentence.Folds} folds by a hash of the text, so that equal sentences of both corpora are held out together;")
            .AppendLine($"defaults throughout, seed {string.Join(", ", Seeds)}. Differences in points, row by row, with their standard error. Test rows take no part.").AppendLine()
            .AppendLine("| training rows | rows of polarity | rows of the second task | accuracy | difference from polarity alone |")
            .AppendLine("|---|---|---|---|---|");
        foreach (var arm in arms)
        {
            var (mean, error) = Points(right[arm], reference);
            text.AppendLine($"| {arm.Name} | {arm.First.Count:N0} | {arm.Second.Count:N0} | {right[arm].Average():f4} | {(arm == alone ? "" : $"{mean:+0.00;−0.00} ± {error:f2}")} |");
        }
        text.AppendLine()
            .AppendLine($"Twice the labelled rows are worth {doubling:f1} points. If the curve goes on so, one point takes {_polarity.Count * (Math.Pow(2, 1 / doubling) - 1):N0} more rows with their polarity; subjectivity has {unseen} review sentences that polarity has not,")
            .AppendLine($"and does not know their polarity: with it, they would be worth {doubling * Math.Log2(1 + (double)unseen / _polarity.Count):f1} points. The last row is the control: where the second task does know something, sharing brings it across.").AppendLine()
            .AppendLine("Made by `bench/sharing.sh DATA`. Rows are counted before a fold is held out.");
        File.WriteAllText(result, text.ToString());
        Directory.Delete(_work, recursive: true);
    }

    /// <summary>For every held-out row of polarity, the share of seeds that were right.</summary>
    private double[] Right(Arm arm)
    {
        var right = new List<double>();
        for (var fold = 0; fold < Sentence.Folds; fold++)
        {
            var held = _polarity.Where(s => s.Fold == fold).ToArray();
            Sentence.Write(At("held.csv"), held);
            Sentence.Write(At("first.csv"), arm.First.Where(s => s.Fold != fold));
            Sentence.Write(At("second.csv"), arm.Second.Where(s => s.Fold != fold));
            var runs = Seeds.Select(seed => Predicted(arm, seed)).ToArray();
            right.AddRange(held.Select((sentence, row) => runs.Average(labels => labels[row] == sentence.Label ? 1.0 : 0)));
        }
        Console.WriteLine($"{arm.Name}: {right.Average():f4}");
        return [.. right];
    }

    private string[] Predicted(Arm arm, int seed)
    {
        File.WriteAllText(At("run.yaml"), RunFile(seed, arm.Second.Count > 0));
        Measured.Run(program, "train", At("run.yaml"), "--out", At("run"), "--overwrite", "--quiet");
        Measured.Run(program, "predict", At("run"), At("held.csv"), "--out", At("predicted.csv"));
        var table = Table.Load("predicted", new CsvSource { Path = At("predicted.csv") }.Open());
        var column = table.IndexOf("polarity");
        return [.. table.Rows.Select(row => row.Values[column]!)];
    }

    private string RunFile(int seed, bool second) => $$"""
        seed: {{seed}}
        data:
          first: { kind: csv, path: {{At("first.csv")}} }
        {{(second ? $"  second: {{ kind: csv, path: {At("second.csv")} }}\n" : "")}}split: { kind: hashed, testOneIn: 0, validationOneIn: 0 }
        inputs:
          text: { kind: text }
        tasks:
          polarity: { kind: classification, column: label, source: first }
        {{(second ? "  other: { kind: classification, column: label, source: second }\n" : "")}}training: { keep: last }
        """;

    private string At(string file) => Path.Combine(_work, file);

    private static (double Mean, double Error) Points(double[] right, double[] reference)
    {
        var differences = right.Zip(reference, (r, other) => 100 * (r - other)).ToArray();
        var mean = differences.Average();
        return (mean, Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1.0) / differences.Length));
    }

    private sealed record Arm(string Name, IReadOnlyList<Sentence> First, IReadOnlyList<Sentence> Second);
}
