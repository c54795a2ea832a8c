using CsCheck;
using Polytask.Configuration;

namespace Polytask.Tests.Configuration;

public sealed class RunFileWriterTests
{
    [Fact]
    public void EverythingIsWrittenDefaultsToo()
    {
        var run = RunFileReader.Parse("data: {shop: {kind: toy_source, path: /shop.csv, note: \"yes\", weights: {1: 2}}}\ninputs: {text: toy_input}\ntasks: {mood: {kind: toy_task, after: [mood]}}", "run.yaml", "/");
        var expected = """
            name: run
            seed: 1
            data:
              shop:
                kind: toy_source
                path: /shop.csv
                header: true
                stamp: -1
                gain: 0.25
                shade: light
                note: "yes"
                steps: [1, 0.1]
                weights:
                  "1": 2
                label:
                  size: 7
                toy:
                  kind: crate
                  share: 0.5
                  width: 5
                  height: 1
                toys: []
            split:
              kind: hashed
            """;
        Assert.StartsWith(expected, RunFileWriter.Write(run), StringComparison.Ordinal);
        Assert.Contains("    after: [mood]\n    reads: {}\n", RunFileWriter.Write(run), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrittenIsTheSameRunWhenReadAgain() => Generators.Run.ForAll(run =>
    {
        var yaml = RunFileWriter.Write(run);
        var again = RunFileReader.Parse(yaml, "run.yaml", "/elsewhere");
        Assert.Equivalent(run, again, strict: true);
        Assert.Equal(run.Data.Keys, again.Data.Keys);
        Assert.Equal(yaml, RunFileWriter.Write(again));
    }, iter: 300);
}
