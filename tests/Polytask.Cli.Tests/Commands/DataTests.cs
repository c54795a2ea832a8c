using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Polytask.Cli.Tests.Commands;

/// <summary>Fetching over the network is the library's, and tested there.</summary>
public sealed class DataTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void Every_corpus_is_listed()
    {
        var output = CliRun.Of("data", "list").Succeeds().Output;
        foreach (var name in new[] { "movie_reviews", "subjectivity", "sentence_polarity", "qc", "product_reviews", "brown", "fdu_mtl", "snips" }) Assert.Contains(name, output);
    }

    [Fact]
    public void A_corpus_from_disk_is_installed_and_shown()
    {
        CliRun.Of("data", "get", "snips", "--from", Snips()).Succeeds();
        Assert.Contains(CliRun.Of("data", "list").Lines(), line => line.Contains("snips", StringComparison.Ordinal) && line.Contains(" yes ", StringComparison.Ordinal));
        var shown = CliRun.Of("data", "show", "snips").Succeeds().Output;
        Assert.Contains("play some jazz", shown);
        Assert.Contains("rows     3", shown);
    }

    [Fact]
    public void A_corpus_that_is_not_installed() => CliRun.Of("data", "show", "qc").Refuses(1, "polytask data get qc");

    [Fact]
    public void A_corpus_that_cannot_be_fetched() => CliRun.Of("data", "get", "fdu_mtl").Refuses(1, "polytask data get fdu_mtl --from");

    [Fact]
    public void A_corpus_that_nobody_knows() => CliRun.Of("data", "get", "qqc").Refuses(1, "qqc", "qc");

    [Fact]
    public void A_file_that_is_another() => CliRun.Of("data", "get", "qc", "--from", Snips()).Refuses(1, "SHA-256");

    [Fact]
    public void Without_a_command_it_helps() => Assert.Contains("list", CliRun.Of("data").Succeeds().Output);

    [ModuleInitializer]
    internal static void UseCacheOfTheTests() =>
        Environment.SetEnvironmentVariable("POLYTASK_CACHE", Path.Combine(AppContext.BaseDirectory, "cache"));

    public void Dispose() => _place.Dispose();

    private string Snips()
    {
        using var zip = ZipFile.Open(_place["some.zip"], ZipArchiveMode.Create);
        foreach (var part in new[] { "train", "valid", "test" })
            foreach (var (name, text) in new[] { ("seq.in", "play some jazz\n"), ("label", "PlayMusic\n") })
                using (var writer = new StreamWriter(zip.CreateEntry($"{part}/{name}").Open())) writer.Write(text);
        return _place["some.zip"];
    }
}
