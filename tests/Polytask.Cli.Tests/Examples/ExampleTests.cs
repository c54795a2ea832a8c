using System.Text.Json;
using Polytask.Configuration;
using Polytask.Text.Corpora;

namespace Polytask.Cli.Tests.Examples;

/// <summary>Every run file of the examples trains a model that is better than guessing, on a small budget.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _run = Path.Combine(Path.GetTempPath(), $"polytask-example-{Guid.NewGuid():N}");

    // Of drawn shapes: one of five classes everywhere; boundaries everywhere, which are some 15 of 100 pixels; the depth of the ground everywhere, which is some 80 of them.
    private static readonly Dictionary<string, double> Chance = new() { ["mean_iou"] = 0.17, ["best_f1"] = 0.3, ["delta_1.25"] = 0.82 };

    public static TheoryData<string> RunFiles() =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order()];

    private static string Folder => Path.Combine(Repository.Root, "examples");

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Trains(string runFile)
    {
        var path = Path.Combine(Folder, runFile);
        var trained = CliRun.Of(["train", path, "--out", _run, "--json", .. Budget.Of(path), .. Corpora(path)]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        using var result = JsonDocument.Parse(trained.Output);
        var tasks = result.RootElement.GetProperty("test").EnumerateArray().ToList();
        Assert.True(tasks.Count > 1);
        Assert.All(tasks, task => Assert.True(Accuracy(task) > MostFrequent(task), $"{task.GetProperty("task")}: {Accuracy(task)} is no better than the most frequent class, {MostFrequent(task)}."));
        Assert.True(File.Exists(Path.Combine(_run, "report.html")));
    }

    /// <summary>Where the corpora of a run file lie. Skips the test where they are missing.</summary>
    private static IEnumerable<string> Corpora(string runFile)
    {
        var names = RunFileReader.Read(runFile).Data.Where(source => source.Value is CorpusOptions).Select(source => source.Key).ToList();
        if (names.Find(name => Repository.Corpus(name) is null) is { } missing) Assert.Skip($"The corpus {missing} is not in ../shared/data.");
        return names.SelectMany(name => new[] { "--set", $"data.{name}.path={Repository.Corpus(name)}" });
    }

    private static double Accuracy(JsonElement task) => task.GetProperty("metrics")[0].GetProperty("value").GetDouble();

    private static double MostFrequent(JsonElement task)
    {
        if (Chance.TryGetValue(task.GetProperty("metrics")[0].GetProperty("name").GetString()!, out var chance)) return chance;
        var confusion = task.GetProperty("confusion");
        var rows = confusion.GetProperty("counts").EnumerateArray().Select(row => row.EnumerateArray().Sum(count => count.GetInt64())).ToList();
        return (double)rows.Max() / rows.Sum();
    }

    public void Dispose()
    {
        if (Directory.Exists(_run)) Directory.Delete(_run, recursive: true);
    }
}
