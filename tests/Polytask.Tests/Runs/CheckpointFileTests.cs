using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["last.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var state = new Dictionary<string, string> { ["epoch"] = "3", ["sampler"] = "{\"order\":[2,0,1]}", ["polytask.format"] = "mine" };
        CheckpointFile.Write(Path, new Checkpoint(state, new TensorSet([StoredTensor.Of("w", new[] { 1f, float.NaN }, 2)])));
        var read = CheckpointFile.Read(Path);
        Assert.Equal(state, read.State);
        Assert.Equal([1f, float.NaN], read.Tensors.Require<float>("w", 2));
    }

    [Fact]
    public void TheSameCheckpointIsTheSameBytes()
    {
        Write("3");
        var first = File.ReadAllBytes(Path);
        Write("3");
        Assert.Equal(first, File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData("polytask.model", "1", "expected a file of the format polytask.checkpoint, found polytask.model. Check the path.")]
    [InlineData("polytask.checkpoint", "2", "expected polytask.checkpoint version 1, found 2. Use the version of Polytask that wrote it, or train again.")]
    public void AnotherFormatOrVersionIsRefused(string format, string version, string expected)
    {
        SafeTensors.Write(Path, new Dictionary<string, string> { ["polytask.format"] = format, ["polytask.version"] = version }, []);
        Assert.Equal($"{Path}  {expected}", Assert.Throws<CheckpointException>(() => CheckpointFile.Read(Path)).Message);
    }

    [Fact]
    public void AFileOfAnotherProgramIsRefused()
    {
        File.WriteAllBytes(Path, [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);
        Assert.EndsWith("found a file that Polytask did not write. Check the path.", Assert.Throws<CheckpointException>(() => CheckpointFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    private void Write(string epoch) =>
        CheckpointFile.Write(Path, new Checkpoint(new Dictionary<string, string> { ["epoch"] = epoch }, new TensorSet([StoredTensor.Of("w", new[] { 1f }, 1)])));
}
