using System.Text.Json;
using Polytask.Configuration;
using Polytask.Text.Corpora;

namespace Polytask.Cli.Tests.Examples;

/// <summary>Every run file of the examples trains a model that is better than guessing, in one epoch.</summary>
public sealed class ExampleTests : IDisposable
{
    // Short of the budget that the examples have: one epoch, single words, narrow embeddings.
    private static readonly string[] Budget = ["training.epochs=1", "inputs.text.wordNGrams=1", "inputs.text.embedding=16"];
    private readonly string _run = Path.Combine(Path.GetTempPath(), $"polytask-example-{Guid.NewGuid():N}");

    public static TheoryData<string> RunFiles() =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order()];

    private static string Folder => Path.Combine(Repository.Root, "examples");

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Trains(string runFile)
    {
        var path = Path.Combine(Folder, runFile);
        var trained = CliRun.Of(["train", path, "--out", _run, "--json", .. Budget.Concat(Corpora(path)).SelectMany(change => new[] { "--set", change })]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        using var result = JsonDocument.Parse(trained.Output);
        var tasks = result.RootElement.GetProperty("test").EnumerateArray().ToList();
        Assert.Equal(2, tasks.Count);
        Assert.All(tasks, task => Assert.True(Accuracy(task) > MostFrequent(task), $"{task.GetProperty("task")}: {Accuracy(task)} is no better than the most frequent class, {MostFrequent(task)}."));
        Assert.True(File.Exists(Path.Combine(_run, "report.html")));
    }

    /// <summary>Where the corpora of a run file lie. Skips the test where they are missing.</summary>
    private static IEnumerable<string> Corpora(string runFile)
    {
        foreach (var (name, source) in RunFileReader.Read(runFile).Data.Where(source => source.Value is CorpusOptions))
        {
            if (Repository.Corpus(name) is { } zip) yield return $"data.{name}.path={zip}";
            else Assert.Skip($"The corpus {name} is not in ../shared/data.");
        }
    }

    private static double Accuracy(JsonElement task) => task.GetProperty("metrics")[0].GetProperty("value").GetDouble();

    private static double MostFrequent(JsonElement task)
    {
        var rows = task.GetProperty("confusion").GetProperty("counts").EnumerateArray().Select(row => row.EnumerateArray().Sum(count => count.GetInt64())).ToList();
        return (double)rows.Max() / rows.Sum();
    }

    public void Dispose()
    {
        if (Directory.Exists(_run)) Directory.Delete(_run, recursive: true);
    }
}
