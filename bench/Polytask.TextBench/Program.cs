using System.Globalization;
using System.Text;
using System.Text.Json;
using Polytask.TextBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: Polytask.TextBench DATA POLYTASK RESULT.md [SET ...], or: Polytask.TextBench sharing DATA POLYTASK RESULT.md   DATA: a folder with one folder per corpus; POLYTASK: the program, published");
    return 2;
}
if (args is ["sharing", _, _, _])
{
    new SharingStudy(Path.GetFullPath(args[1]), Path.GetFullPath(args[2])).Write(args[3]);
    return 0;
}
var (data, program, result) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]), args[2]);
var work = Directory.CreateTempSubdirectory("polytask-bench").FullName;
int[] seeds = [1, 2, 3];
var rows = new List<string>();
foreach (var set in TextSet.All.Where(s => args.Length == 3 || args[3..].Contains(s.Name)))
{
    var ours = new List<Measured>();
    var fast = new List<Measured>();
    var accuracy = set.Tasks.ToDictionary(t => t.Name, _ => new List<double>());
    var fastAccuracy = new List<double>();
    foreach (var seed in seeds)
    {
        // One after the other, so that both meet the machine in the same state.
        var runFile = Path.Combine(work, "run.yaml");
        File.WriteAllText(runFile, set.RunFile(data, seed));
        ours.Add(Measured.Run(program, "train", runFile, "--out", Path.Combine(work, "run"), "--overwrite", "--json", "--quiet"));
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(work, "run", "metrics.json")));
        foreach (var task in metrics.RootElement.GetProperty("test").EnumerateArray())
            accuracy[task.GetProperty("task").GetString()!].Add(task.GetProperty("metrics")[0].GetProperty("value").GetDouble());
        foreach (var task in set.FastText)
        {
            var (training, test, model) = (Path.Combine(work, "train.txt"), Path.Combine(work, "test.txt"), Path.Combine(work, "model"));
            if (seed == seeds[0]) set.WriteFastText(data, task, training, test);
            fast.Add(Measured.Run("fasttext", "supervised", "-input", training, "-output", model, "-lr", "0.5", "-epoch", "25", "-wordNgrams", "2", "-bucket", "200000", "-dim", "50", "-thread", "1", "-seed", $"{seed}"));
            fastAccuracy.Add(double.Parse(Measured.Run("fasttext", "test", model + ".bin", test).Output.Split('\n').First(l => l.StartsWith("P@1")).Split('\t')[1]));
        }
    }
    var figures = accuracy.Count > 2
        ? $"mean of {accuracy.Count} tasks {accuracy.Values.Average(a => a.Average()):f4}"
        : string.Join("<br>", accuracy.Select(a => $"{a.Key} **{a.Value.Average():f4}** ({string.Join(", ", a.Value.Select(v => v.ToString("f4")))})"));
    var beside = fast.Count > 0
        ? $"{fastAccuracy.Average():f4} | {Median(fast, m => m.Wall):f2} / {Median(fast, m => m.Cpu):f2} | {Median(ours, m => m.Wall) / Median(fast, m => m.Wall):f2} / {Median(ours, m => m.Cpu) / Median(fast, m => m.Cpu):f2}"
        : "– | – | –";
    rows.Add($"| {set.Name} | {figures} | {Median(ours, m => m.Wall):f2} / {Median(ours, m => m.Cpu):f2} | {Median(ours, m => m.PeakMegabytes):f0} | {beside} |");
    Console.WriteLine(rows[^1]);
}
var help = Enumerable.Range(0, 11).Select(_ => Measured.Run(program, "--help")).ToList();
var text = new StringBuilder()
    .AppendLine("# Text: accuracy, training time, memory").AppendLine()
    .AppendLine("One set of defaults for all sets: the run files state data, inputs, tasks and split, and nothing else (`bench/Polytask.TextBench/TextSet.cs`). Test accuracy, mean of seeds 1, 2, 3 (each in brackets).")
    .AppendLine("Times are of whole processes, from start to end, report included: seconds of the clock / of the processor, medians of three; fastText with its tuned command, one thread, in turn with ours. On two shared cores: trust the ratios.").AppendLine()
    .AppendLine("| set | test accuracy | train, s | peak MB | fastText accuracy | fastText train, s | ratio |")
    .AppendLine("|---|---|---|---|---|---|---|")
    .AppendJoin('\n', rows).AppendLine().AppendLine()
    .AppendLine($"`polytask --help`: median {Median(help, m => m.Wall):f2} s, highest {help.Max(m => m.Wall):f2} s of 11.").AppendLine()
    .AppendLine("Made by `bench/text.sh DATA`, which says what it needs.");
File.WriteAllText(result, text.ToString());
Directory.Delete(work, recursive: true);
return 0;

static double Median(IReadOnlyList<Measured> runs, Func<Measured, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
