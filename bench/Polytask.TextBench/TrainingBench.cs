using System.Text;

namespace Polytask.TextBench;

/// <summary>Trains every set with three seeds, beside fastText, and writes the page.</summary>
internal static class TrainingBench
{
    private static readonly int[] Seeds = [1, 2, 3];

    /// <summary>Measures the sets named, or all.</summary>
    public static void Measure(string data, string program, string page, IReadOnlyList<string> sets)
    {
        var work = Directory.CreateTempSubdirectory("polytask-bench").FullName;
        var rows = new List<string>();
        foreach (var set in TextSet.All.Where(s => sets.Count == 0 || sets.Contains(s.Name)))
        {
            rows.Add(Row(new Trial(set, data, program, work)));
            Console.WriteLine(rows[^1]);
        }
        var help = Enumerable.Range(0, 11).Select(_ => Measured.Run(program, "--help")).ToList();
        File.WriteAllText(page, new StringBuilder()
            .AppendLine("# Text: accuracy, training time, memory").AppendLine()
            .AppendLine("One set of defaults for all sets: the run files state data, inputs, tasks and split, and nothing else (`bench/Polytask.TextBench/TextSet.cs`). Test accuracy, mean of seeds 1, 2, 3 (each in brackets); where a set has many tasks, the mean of their errors, 1 - accuracy.")
            .AppendLine("Times are of whole processes, from start to end, report included: seconds of the clock / of the processor, medians of three; fastText with its tuned command, one thread, in turn with ours. On shared cores trust the ratios of processor time, and not the clock.").AppendLine()
            .AppendLine("| set | test accuracy | train, s | peak MB | fastText accuracy | fastText train, s | ratio |")
            .AppendLine("|---|---|---|---|---|---|---|")
            .AppendJoin('\n', rows).AppendLine().AppendLine()
            .AppendLine($"`polytask --help`: median {Median(help, m => m.Wall):f2} / {Median(help, m => m.Cpu):f2} s, least {help.Min(m => m.Wall):f2} / {help.Min(m => m.Cpu):f2} s of 11.").AppendLine()
            .AppendLine("sentence_polarity and subjectivity share 4,175 sentences, word for word (the split keeps equal texts on one side). What the second corpus adds for polarity is about 650 review snippets without a rating, and joint training does not raise polarity: [why](polarity_subjectivity.md).").AppendLine()
            .AppendLine("Made by `bench/text.sh DATA`, which says what it needs.")
            .ToString());
        Directory.Delete(work, recursive: true);
    }

    private static string Row(Trial trial)
    {
        // One after the other, so that both meet the machine in the same state.
        foreach (var seed in Seeds)
        {
            trial.Train(seed);
            trial.TrainFastText(seed);
        }
        var (ours, fast) = (trial.Ours, trial.Fast);
        var beside = fast.Count > 0
            ? $"{trial.FastAccuracy.Average():f4} | {Median(fast, m => m.Wall):f2} / {Median(fast, m => m.Cpu):f2} | {Median(ours, m => m.Wall) / Median(fast, m => m.Wall):f2} / {Median(ours, m => m.Cpu) / Median(fast, m => m.Cpu):f2}"
            : "– | – | –";
        return $"| {trial.Set.Name} | {Figures(trial.Accuracy)} | {Median(ours, m => m.Wall):f2} / {Median(ours, m => m.Cpu):f2} | {Median(ours, m => m.PeakMegabytes):f0} | {beside} |";
    }

    private static string Figures(Dictionary<string, List<double>> accuracy)
    {
        if (accuracy.Count <= 2) return string.Join("<br>", accuracy.Select(a => $"{a.Key} **{a.Value.Average():f4}** ({string.Join(", ", a.Value.Select(v => v.ToString("f4")))})"));
        var errors = Seeds.Select((_, seed) => 100 * (1 - accuracy.Values.Average(a => a[seed]))).ToList();
        return $"mean error of {accuracy.Count} tasks **{errors.Average():f2} %** ({string.Join(", ", errors.Select(e => e.ToString("f2")))})";
    }

    private static double Median(IReadOnlyList<Measured> runs, Func<Measured, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
}
