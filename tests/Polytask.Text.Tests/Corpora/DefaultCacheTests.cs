using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>Readers without a path, which look into the user's cache. They set an environment variable, so they run alone.</summary>
[CollectionDefinition(nameof(DefaultCacheTests), DisableParallelization = true)]
[Collection(nameof(DefaultCacheTests))]
public sealed class DefaultCacheTests : IDisposable
{
    private const string Variable = "POLYTASK_CACHE";

    private readonly Scratch _scratch = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public DefaultCacheTests() => Environment.SetEnvironmentVariable(Variable, _scratch.Folder);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _scratch.Dispose();
    }

    [Fact]
    public void The_cache_is_where_the_variable_says() => Assert.Equal(_scratch["corpora"], CorpusStore.DefaultDirectory);

    [Fact]
    public void Without_the_variable_the_cache_is_in_a_folder_of_the_user()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Assert.EndsWith(Path.Combine("polytask", "corpora"), CorpusStore.DefaultDirectory, StringComparison.Ordinal);
        Assert.True(Path.IsPathRooted(CorpusStore.DefaultDirectory));
    }

    [Fact]
    public async Task A_reader_without_path_reads_the_installed_package()
    {
        await new CorpusStore().InstallAsync("fdu_mtl", Layouts.Of<FduMtl>().Zip(_scratch["a.zip"]), TestContext.Current.CancellationToken);
        Assert.Equal(5, new FduMtl().Open().Read().Count());
    }

    [Fact]
    public void A_reader_whose_package_is_not_installed_says_how_to_get_it()
    {
        AssertAbsent(new QuestionClassification(), "qc; it is not installed. Run: polytask data get qc");
        AssertAbsent(new Snips(), "snips; it is not installed. Run: polytask data get snips --from FILE, with the file from https://github.com/MiuLab/SlotGated-SLU");
    }

    private void AssertAbsent(CorpusOptions reader, string message)
    {
        var error = Assert.Throws<DataException>(() => reader.Open());
        Assert.StartsWith($"{_scratch["corpora"]}  expected the corpus {message}", error.Message, StringComparison.Ordinal);
    }
}
