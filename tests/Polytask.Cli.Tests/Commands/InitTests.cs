using System.IO.Compression;
using CsCheck;

namespace Polytask.Cli.Tests.Commands;

public sealed class InitTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void From_a_data_file_to_predictions()
    {
        CliRun.Of("init", _place["reviews.csv"], "--out", _place["made.yaml"]).Succeeds();
        Assert.Contains("240 rows", CliRun.Of("check", _place["made.yaml"]).Succeeds().Output);
        CliRun.Of("train", _place["made.yaml"], "--out", _place.Run, "--set", "training.epochs=3").Succeeds();
        CliRun.Of("evaluate", _place.Run).Succeeds();
        Assert.Equal(2, CliRun.With("text\nthe room was lovely\n", "predict", _place.Run).Lines().Length);
    }

    [Fact]
    public void Every_guess_is_explained()
    {
        var file = _place.Write("mixed.csv", "id,review,stars,price,when,part,tags,empty\n" + string.Concat(Enumerable.Range(0, 90).Select(i =>
            $"r{i},the room number {i} was fine,{i % 5 + 1},{i * 1.5 + 0.25},2024-05-{i % 28 + 1:00},{(i % 3 == 0 ? "test" : "train")},{(i % 2 == 0 ? "clean|quiet" : "clean")},\n")));
        var table = CliRun.Of("init", file, "--out", _place["made.yaml"]).Lines();
        foreach (var (column, role) in new[] { ("id", "identifier"), ("review", "text"), ("stars", "classes"), ("price", "number"), ("when", "date"), ("part", "part"), ("tags", "labels"), ("empty", "nothing") })
            Assert.Contains(table, line => line.TrimStart().StartsWith(column, StringComparison.Ordinal) && line.Contains($" {role} ", StringComparison.Ordinal));
        CliRun.Of("check", _place["made.yaml"]).Succeeds();
        var draft = File.ReadAllText(_place["made.yaml"]);
        Assert.Contains("split: { kind: given, column: part }", draft);
        Assert.Contains("tags: { kind: multi_label }", draft);
        Assert.Contains("# price: { kind: regression }", draft);
    }

    [Fact]
    public void Numbers_are_predicted_where_there_is_nothing_else()
    {
        var file = _place.Write("prices.csv", "text,price\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"the room number {i},{i + 0.5}\n")));
        CliRun.Of("init", file, "--out", _place["made.yaml"]).Succeeds();
        Assert.Contains("regression", CliRun.Of("check", _place["made.yaml"]).Succeeds().Output);
    }

    [Fact]
    public void Chinese_is_found()
    {
        var file = _place.Write("zh.csv", "内容,情感\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"房间很干净{i}服务也很好,{(i % 2 == 0 ? "好" : "差")}\n")));
        CliRun.Of("init", file, "--out", _place["made.yaml"]).Succeeds();
        Assert.Contains("内容: { kind: text, language: chinese }", File.ReadAllText(_place["made.yaml"]));
        CliRun.Of("check", _place["made.yaml"]).Succeeds();
    }

    [Fact]
    public void An_archive_is_looked_into()
    {
        var archive = _place["data.zip"];
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create)) zip.CreateEntryFromFile(_place["reviews.csv"], "inner/all.csv");
        CliRun.Of("init", archive, "--out", _place["made.yaml"]).Succeeds();
        CliRun.Of("check", _place["made.yaml"]).Succeeds();
    }

    [Fact]
    public void Columns_may_be_called_anything() =>
        Gen.String[Gen.OneOf(Gen.Char['a', 'e'], Gen.Char["\"'#:{}[]&*!|>%@` -_?,.=~äß字"]), 1, 8].Array[2].ForAll(names =>
        {
            if (names.Select(name => name.Trim()).Distinct().Count() < 2 || names.Any(string.IsNullOrWhiteSpace)) return;
            var header = string.Join(',', names.Select(name => $"\"{name.Replace("\"", "\"\"")}\""));
            var file = _place.Write("odd.csv", $"{header}\n{string.Concat(Enumerable.Range(0, 40).Select(i => $"the room number {i},{(i % 2 == 0 ? "no" : "n: {a}")}\n"))}");
            CliRun.Of("init", file, "--out", _place["odd.yaml"], "--overwrite").Succeeds();
            CliRun.Of("check", _place["odd.yaml"]).Succeeds();
        }, iter: 60);

    [Fact]
    public void A_file_that_is_there_stays()
    {
        var before = File.ReadAllText(_place.RunFile);
        CliRun.Of("init", _place["reviews.csv"], "--out", _place.RunFile).Refuses(2, "is there already", "--overwrite");
        Assert.Equal(before, File.ReadAllText(_place.RunFile));
        CliRun.Of("init", _place["reviews.csv"], "--out", _place.RunFile, "--overwrite").Succeeds();
        Assert.NotEqual(before, File.ReadAllText(_place.RunFile));
    }

    [Theory]
    [InlineData("", "column names")]
    [InlineData("a,b\n1,2\n3,4\n", "expected a column with text to learn from")]
    [InlineData("text\nthe room was fine\nthe bed was not\n", "classes or numbers to predict")]
    public void Data_without_text_or_labels(string csv, string said)
    {
        CliRun.Of("init", _place.Write("odd.csv", csv), "--out", _place["odd.yaml"]).Refuses(1, "odd.csv", said);
        Assert.False(File.Exists(_place["odd.yaml"]));
    }

    [Fact]
    public void A_file_that_is_not_there() => CliRun.Of("init", _place["none.csv"]).Refuses(1, "none.csv");

    public void Dispose() => _place.Dispose();
}
