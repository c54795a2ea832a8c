using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["metrics.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsReadWritesTheSameBytes()
    {
        MetricsFile.Write(Path, SampleRun.Parts());
        var first = File.ReadAllBytes(Path);
        var read = MetricsFile.Read(Path);
        Assert.Equal(["test", "validation"], read.Keys);
        Assert.Equal(0.412, read["test"][1].Loss);
        Assert.Equal("hotels", read["test"][1].Mistakes[0].Truth);
        MetricsFile.Write(Path, read);
        Assert.Equal(first, File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"test\":null}")]
    [InlineData("{\"test\":[{\"task\":\"a\"}]}")]
    [InlineData("{\"test\":[{\"task\":\"a\",\"rows\":1e99,\"loss\":0,\"metrics\":[],\"confusion\":null,\"mistakes\":[]}]}")]
    [InlineData("{\"test\":[null]}")]
    [InlineData("{\"test\":[{\"task\":\"a\",\"rows\":1,\"loss\":0,\"metrics\":[null],\"confusion\":null,\"mistakes\":[]}]}")]
    [InlineData("{\"test\":[{\"task\":\"a\",\"rows\":1,\"loss\":0,\"metrics\":[],\"confusion\":{\"labels\":[\"a\"],\"counts\":[[1,2]]},\"mistakes\":[]}]}")]
    [InlineData("{\"test\":[{\"task\":\"a\",\"rows\":1,\"loss\":0,\"metrics\":[],\"confusion\":{\"labels\":[\"a\"],\"counts\":[null]},\"mistakes\":[]}]}")]
    public void WhatIsNoMetricsIsRefused(string text)
    {
        File.WriteAllText(Path, text);
        Assert.Equal($"{Path}  does not hold the metrics of a run. Write it again: polytask evaluate.", Assert.Throws<CheckpointException>(() => MetricsFile.Read(Path)).Message);
    }
}
