using System.Text.Json;

namespace Polytask.TextBench;

/// <summary>One set under trial: what was measured of it, seed by seed.</summary>
internal sealed record Trial(TextSet Set, string Data, string Program, string Work)
{
    /// <summary>Our trainings.</summary>
    public List<Measured> Ours { get; } = [];

    /// <summary>fastText's.</summary>
    public List<Measured> Fast { get; } = [];

    /// <summary>Our test accuracy, by task and seed.</summary>
    public Dictionary<string, List<double>> Accuracy { get; } = Set.Tasks.ToDictionary(t => t.Name, _ => new List<double>());

    /// <summary>fastText's test accuracy.</summary>
    public List<double> FastAccuracy { get; } = [];

    /// <summary>Trains once.</summary>
    public void Train(int seed)
    {
        var (runFile, run) = (Path.Combine(Work, "run.yaml"), Path.Combine(Work, "run"));
        File.WriteAllText(runFile, Set.RunFile(Data, seed));
        Ours.Add(Measured.Run(Program, "train", runFile, "--out", run, "--overwrite", "--json", "--quiet"));
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "metrics.json")));
        foreach (var task in metrics.RootElement.GetProperty("test").EnumerateArray())
            Accuracy[task.GetProperty("task").GetString()!].Add(task.GetProperty("metrics")[0].GetProperty("value").GetDouble());
    }

    /// <summary>Trains fastText on the set's tasks, with its tuned command.</summary>
    public void TrainFastText(int seed)
    {
        foreach (var task in Set.FastText)
        {
            var (training, test, model) = (Path.Combine(Work, "train.txt"), Path.Combine(Work, "test.txt"), Path.Combine(Work, "model"));
            if (Fast.Count == 0) Set.WriteFastText(Data, task, training, test);
            Fast.Add(Measured.Run("fasttext", "supervised", "-input", training, "-output", model, "-lr", "0.5", "-epoch", "25", "-wordNgrams", "2", "-bucket", "200000", "-dim", "50", "-thread", "1", "-seed", $"{seed}"));
            FastAccuracy.Add(double.Parse(Measured.Run("fasttext", "test", model + ".bin", test).Output.Split('\n').First(l => l.StartsWith("P@1")).Split('\t')[1]));
        }
    }
}
