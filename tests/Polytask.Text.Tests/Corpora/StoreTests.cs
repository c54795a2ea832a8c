using System.Security.Cryptography;
using Polytask.Catalog;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>The catalogue of packages, and packages installed from disk.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private CorpusStore Store => new(_scratch["cache"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_reader_has_a_package_that_says_what_it_is()
    {
        Assert.Equal(["brown", "fdu_mtl", "movie_reviews", "online_shopping_10_cats", "product_reviews", "qc", "sentence_polarity", "snips", "subjectivity"],
            CorpusPackages.All.Select(package => package.Name));
        Assert.All(CorpusPackages.All, package =>
        {
            Assert.NotEmpty(package.Files);
            Assert.All([package.Description, package.Licence, package.Citation, package.Source], Assert.NotEmpty);
            if (package.Repository is not null) Assert.All(package.Files, file => Assert.Equal(64, file.Digest?.Sha256.Length));
        });
    }

    [Fact]
    public void Every_reader_is_a_kind_whose_one_option_may_be_left_out()
    {
        var kinds = Kinds.Families.Single(family => family.Key == "data").Kinds.Where(kind => kind.Options.IsSubclassOf(typeof(CorpusOptions)));
        Assert.Equal(CorpusPackages.All.Select(package => package.Name), kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal));
        Assert.All(kinds.Select(kind => Assert.Single(kind.Descriptions)), option =>
        {
            Assert.Equal("path", option.Key);
            Assert.True(option.Optional);
            Assert.False(option.Required);
        });
    }

    [Fact]
    public void Packages_of_NLTK_come_from_its_public_repository() =>
        Assert.All(CorpusPackages.All.Where(package => package.Repository is not null), package =>
            Assert.Equal("https://raw.githubusercontent.com/nltk/nltk_data/gh-pages/packages/corpora/", package.Repository!.AbsoluteUri));

    [Fact]
    public void Digests_are_those_of_the_published_files()
    {
        var known = CorpusPackages.All.SelectMany(package => package.Files, (package, file) => (package.Name, file)).Where(pair => pair.file.Digest is not null).ToList();
        Assert.NotEmpty(known);
        foreach (var (name, file) in known)
        {
            var path = Path.Combine(SharedData.Find(name), file.Name);
            using var stream = File.OpenRead(path);
            Assert.Equal(file.Digest, new FileDigest(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream))));
        }
    }

    [Fact]
    public void An_empty_cache_has_no_package()
    {
        Assert.All(Store.List(), status => Assert.False(status.IsInstalled));
        Assert.Equal(["product_reviews_1.zip", "product_reviews_2.zip"], Store.Status(CorpusPackages.Find("product_reviews")).Missing);
    }

    [Fact]
    public async Task A_package_without_repository_is_not_fetched()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store.GetAsync("snips", cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith("snips  is not fetched by Polytask. Take it from https://github.com/MiuLab/SlotGated-SLU", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("polytask data get snips --from FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_package_is_an_error_that_lists_the_known()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store.GetAsync("movies", cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith("movies  is not a corpus that Polytask knows. Choose one of brown, fdu_mtl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_installed_from_a_file_is_shown_through_its_reader()
    {
        var file = Layouts.Of<Snips>().Zip(_scratch["any name.zip"]);
        Assert.True((await Store.InstallAsync("snips", file, TestContext.Current.CancellationToken)).IsInstalled);
        var preview = Store.Show("snips", rows: 2);
        Assert.Equal(["text", "intent", "split"], preview.Columns);
        Assert.Equal(4, preview.Count);
        Assert.Equal([["play a song", "PlayMusic", "train"], ["rain tomorrow", "GetWeather", "train"]], preview.First.Select(row => row.Values));
    }

    [Fact]
    public async Task A_package_is_installed_anew_where_anyone_may_pack_it()
    {
        var layout = Layouts.Of<Snips>();
        await Store.InstallAsync("snips", layout.Zip(_scratch["first.zip"]), TestContext.Current.CancellationToken);
        await Store.InstallAsync("snips", layout.With("snips/test/label", "Other\n").Zip(_scratch["second.zip"]), TestContext.Current.CancellationToken);
        Assert.Equal("Other", Store.Show("snips").First[3].Values[1]);
    }

    [Fact]
    public async Task A_package_is_found_in_a_folder()
    {
        Directory.CreateDirectory(_scratch["from"]);
        Layouts.Of<FduMtl>().Zip(_scratch["from/fdu-mtl_train_test.zip"]);
        Assert.True((await Store.InstallAsync("fdu_mtl", _scratch["from"], TestContext.Current.CancellationToken)).IsInstalled);
        Assert.Equal(5, Store.Show("fdu_mtl").Count);
    }

    [Fact]
    public async Task A_file_of_another_corpus_is_not_installed()
    {
        var file = Layouts.Of<QuestionClassification>().Zip(_scratch["qc.zip"]);
        var error = await Assert.ThrowsAsync<DataException>(() => Store.InstallAsync("snips", file, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{file}  expected 'train/seq.in' of the corpus snips; found qc/", error.Message, StringComparison.Ordinal);
        Assert.False(Store.Status(CorpusPackages.Find("snips")).IsInstalled);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_not_installed()
    {
        var file = Layouts.Of<QuestionClassification>().Zip(_scratch["qc.zip"]);
        var error = await Assert.ThrowsAsync<DataException>(() => Store.InstallAsync("qc", file, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{file}  expected qc.zip of 125,456 bytes with SHA-256 091fb01e", error.Message, StringComparison.Ordinal);
        Assert.False(Store.Status(CorpusPackages.Find("qc")).IsInstalled);
    }

    [Fact]
    public async Task A_folder_without_the_file_is_an_error_that_names_it()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store.InstallAsync("qc", _scratch.Folder, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{_scratch["qc.zip"]}  expected this file of the corpus qc; it is not there. Name a folder that holds qc.zip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_to_nothing_is_an_error()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Store.InstallAsync("qc", _scratch["nothing"], TestContext.Current.CancellationToken));
        Assert.StartsWith($"{_scratch["nothing"]}  expected a file or a folder; found nothing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_two_files_is_installed_one_by_one_and_whole()
    {
        var from = SharedData.Find("product_reviews");
        var half = await Store.InstallAsync("product_reviews", Path.Combine(from, "product_reviews_2.zip"), TestContext.Current.CancellationToken);
        Assert.Equal(["product_reviews_1.zip"], half.Missing);
        Assert.Throws<DataException>(() => Store.Show("product_reviews"));
        Assert.True((await Store.InstallAsync("product_reviews", from, TestContext.Current.CancellationToken)).IsInstalled);
        Assert.Equal(8_194, Store.Show("product_reviews").Count);
    }
}
