using Polytask.Balancing;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Tests.Catalog;

namespace Polytask.Tests.Configuration;

public sealed class RunFileReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytask").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsLeftOutHasItsDefault()
    {
        var run = RunFileReader.Read(File("data: {shop: {kind: toy_source, path: shop.csv}}\ninputs: {text: toy_input}\ntasks: {mood: toy_task}"));
        var source = Assert.IsType<ToySource>(run.Data["shop"]);
        Assert.Equal(("run", 1L, true, null, "none"), (run.Name, run.Seed, source.Header, source.Limit, source.Note));
        Assert.Equal(new Equal(), run.Balancing);
        Assert.Equal(new Label { Size = 7 }, source.Label);
    }

    [Fact]
    public void EveryFormIsRead()
    {
        var run = RunFileReader.Read(File("""
            seed: 9223372036854775807
            data:
              b: {kind: toy_source, path: x}
              a:
                kind: toy_source
                path: 'sub/../c.csv'
                header: false
                limit: 3
                stamp: -5
                gain: 1e-3
                shade: veryDark
                note: ~
                steps: [1e-3, .5, -2]
                weights: {"1.5": 2, null: 3}
                label: {text: null}
                toy: {height: 3}
                toys: [ball, {kind: crate, width: 9, share: 0}]
            inputs: {text: {kind: toy_input, column: 5}}
            tasks: {mood: toy_task}
            """));
        Assert.Equal(["b", "a"], run.Data.Keys);
        var source = Assert.IsType<ToySource>(run.Data["a"]);
        Assert.Equal((long.MaxValue, false, 3, -5L, 0.001f, Shade.VeryDark, null), (run.Seed, source.Header, source.Limit, source.Stamp, source.Gain, source.Shade, source.Note));
        Assert.Equal([0.001, 0.5, -2], source.Steps);
        Assert.Equal([new("1.5", 2.0), new("null", 3.0)], source.Weights!);
        Assert.Equal("5", run.Inputs["text"].Column);
        Assert.Equal([new Ball(), new Box { Width = 9, Share = 0 }], source.Toys);
    }

    [Fact]
    public void KeysWithoutAKindChangeTheDefaultThatStandsThere()
    {
        var source = Source("toy: {height: 3}, label: {text: a}");
        Assert.Equal(new Box { Width = 5, Height = 3 }, source.Toy);
        Assert.Equal(new Label { Size = 7, Text = "a" }, source.Label);
        Assert.Equal(new Ball(), Source("toy: ball").Toy);
    }

    [Fact]
    public void PathsAreRelativeToTheRunFile() => Assert.Equal(Path.Combine(_folder, "c.csv"), Source("note: a").Path);

    [Fact]
    public void AByteOrderMarkIsNoKey()
    {
        var path = File("");
        System.IO.File.WriteAllText(path, "seed: 4\ndata: {shop: {kind: toy_source, path: a}}\ninputs: {text: toy_input}\ntasks: {mood: toy_task}", new System.Text.UTF8Encoding(true));
        Assert.Equal(4, RunFileReader.Read(path).Seed);
    }

    [Fact]
    public void FilesThatCannotBeRead()
    {
        var missing = Path.Combine(_folder, "no.yaml");
        Assert.Equal($"{missing}  expected a run file, found none. Check the path, or make one with 'polytask init'.", Error(missing));
        Assert.Equal("  expected a run file, found none. Check the path, or make one with 'polytask init'.", Error(""));
        Assert.StartsWith($"{_folder}  expected a run file, found none that can be read (", Error(_folder));
        var bytes = File("");
        System.IO.File.WriteAllBytes(bytes, [0x61, 0xFF, 0xFE, 0x80]);
        Assert.Equal($"{bytes}  expected text in UTF-8, found other bytes. Save the file as UTF-8.", Error(bytes));
        System.IO.File.WriteAllText(bytes, new string('#', 3 << 20));
        Assert.Equal($"{bytes}  expected a run file of at most 1 MiB, found 3 MiB. Check that this is a run file, not a data file.", Error(bytes));
    }

    [Fact]
    public void ARunMadeInAProgramIsCheckedTheSameWay()
    {
        var run = new RunFile
        {
            Name = "a/b",
            Data = new Dictionary<string, SourceOptions> { ["shop"] = new ToySource { Path = "a", Toy = new Ball { Radius = double.NaN }, Toys = [new Box { Height = 5 }] } },
            Inputs = new Dictionary<string, Polytask.Features.EncoderOptions>(),
            Tasks = new Dictionary<string, Polytask.Tasks.TaskOptions> { ["mood"] = new ToyTask { Source = "shpo" } },
        };
        var error = Assert.Throws<ConfigurationException>(() => RunFileReader.Check(run));
        Assert.Equal([
            "data.shop.toy.radius: expected a number above 0, found NaN.",
            "data.shop.toys[0].height: expected at most the width, 2, found 5. Turn the crate over.",
            "inputs: expected names, each with an input encoder, at least 1; found 0. Add one.",
            "tasks.mood.source: there is no 'shpo' in data. Did you mean 'shop'?"], error.Problems);
        var good = run with { Name = "ab", Data = new Dictionary<string, SourceOptions> { ["shop"] = new ToySource { Path = Path.GetFullPath("a") } }, Inputs = new Dictionary<string, Polytask.Features.EncoderOptions> { ["text"] = new ToyInput() }, Tasks = new Dictionary<string, Polytask.Tasks.TaskOptions> { ["mood"] = new ToyTask() } };
        Assert.Equivalent(good, RunFileReader.Check(good), strict: true);
        Assert.Equivalent(good, RunFileReader.Check(good with { Data = new Dictionary<string, SourceOptions> { ["shop"] = new ToySource { Path = "a" } } }), strict: true);
    }

    private ToySource Source(string options) => Assert.IsType<ToySource>(RunFileReader.Read(
        File($"data: {{shop: {{kind: toy_source, path: c.csv, {options}}}}}\ninputs: {{text: toy_input}}\ntasks: {{mood: toy_task}}")).Data["shop"]);

    private string File(string yaml)
    {
        var path = Path.Combine(_folder, "run.yaml");
        System.IO.File.WriteAllText(path, yaml);
        return path;
    }

    private static string Error(string path) => Assert.Throws<ConfigurationException>(() => RunFileReader.Read(path)).Message;
}
