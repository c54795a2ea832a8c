using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["model"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsReadAndReplacesWhatWasThere()
    {
        Write(1);
        File.WriteAllText(_folder["model/extra"], "");
        Write(2);
        AssertReads(2);
        Assert.Equal(["model"], _folder.Names);
        Assert.Equal(["model.json", "model.safetensors"], Directory.EnumerateFiles(Path).Select(p => System.IO.Path.GetFileName(p)).Order());
    }

    [Fact]
    public void AFailureLeavesTheOldModel()
    {
        Write(1);
        File.WriteAllText(_folder["model.old"], "in the way of the rename");
        Directory.CreateDirectory(_folder["model.tmp"]);
        File.WriteAllText(_folder["model.tmp/model.json"], "left behind");
        Assert.Throws<CheckpointException>(() => Write(2));
        Assert.Equal(["model", "model.old"], _folder.Names);
        AssertReads(1);
    }

    [Theory]
    [InlineData("model.old")]
    [InlineData("model.tmp")]
    public void AProgramKilledBetweenTwoRenamesLosesNoModel(string name)
    {
        Write(1);
        Directory.Move(Path, _folder[name]);
        AssertReads(1);
        Write(2);
        AssertReads(2);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.safetensors")]
    public void AnyWrongBitIsRefused(string name)
    {
        Write(1);
        var path = _folder["model/" + name];
        var whole = File.ReadAllBytes(path);
        for (var place = 0; place < whole.Length; place++)
        {
            var bytes = whole.ToArray();
            bytes[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(path, bytes);
            Assert.IsType<CheckpointException>(Record.Exception(() => ModelFile.Read(Path)));
        }
    }

    [Fact]
    public void FilesOfTwoModelsDoNotMix()
    {
        Write(1);
        File.Copy(_folder["model/model.json"], _folder["kept.json"]);
        Write(2);
        File.Copy(_folder["kept.json"], _folder["model/model.json"], overwrite: true);
        Assert.StartsWith($"{_folder["model/model.json"]}  expected the file that was saved with model.safetensors", Assert.Throws<CheckpointException>(() => ModelFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsSaid()
    {
        Assert.EndsWith("model.safetensors  cannot be read: it does not exist. Check the path.", Assert.Throws<CheckpointException>(() => ModelFile.Read(Path)).Message, StringComparison.Ordinal);
        Write(1);
        File.Delete(_folder["model/model.json"]);
        Assert.EndsWith("model.json  cannot be read: it does not exist. Check the path.", Assert.Throws<CheckpointException>(() => ModelFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsSaid()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<CheckpointException>(() => ModelFile.Write(_folder["file/model"], writer => writer.WriteNullValue(), []));
        Assert.StartsWith($"{_folder["file/model"]}  cannot be written: ", error.Message, StringComparison.Ordinal);
    }

    private void Write(int number) => ModelFile.Write(Path, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", number);
        writer.WriteEndObject();
    }, [StoredTensor.Of("w", new[] { (float)number }, 1)]);

    private void AssertReads(int number)
    {
        var model = ModelFile.Read(Path);
        Assert.Equal(number, model.Document.GetProperty("number").GetInt32());
        Assert.Equal([(float)number], model.Tensors.Require<float>("w", 1));
    }
}
