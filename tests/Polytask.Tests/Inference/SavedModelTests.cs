using Polytask.Inference;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;

namespace Polytask.Tests.Inference;

public sealed class SavedModelTests : IDisposable
{
    private static readonly PreparedData Prepared = Toy.Prepare(Toy.Table(40), Toy.Tasks(2));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        using var model = Write([0, 1]);
        using var read = SavedModel.Read(_folder["model"]);
        Assert.Equal(["text", "tag", "size"], read.Encoders.Select(e => e.Name));
        Assert.Equal(["topic", "price"], read.Tasks.Select(t => t.Name));
        var (tasks, network) = Assert.Single(read.Networks);
        Assert.Equal([0, 1], tasks);
        foreach (var (one, other) in ParameterSnapshot.Take(model.Parameters).Arrays.Zip(ParameterSnapshot.Take(network.Parameters).Arrays))
        {
            Assert.Equal(one.Name, other.Name);
            Assert.Equal(one.Values, other.Values);
        }
    }

    [Fact]
    public void The_same_model_is_the_same_files()
    {
        Write([0, 1]).Dispose();
        var first = Contents();
        Write([0, 1]).Dispose();
        Assert.Equal(first, Contents());
    }

    [Theory]
    [InlineData("\"serves\"")]
    [InlineData("[]")]
    [InlineData("[[\"topic\"]]")]
    [InlineData("[[\"topic\",\"price\"],[\"price\"]]")]
    [InlineData("[[\"topic\",\"colour\"]]")]
    public void Networks_that_do_not_serve_every_task_once_are_refused(string networks)
    {
        using var model = Write([0, 1]);
        var stored = ModelFile.Read(_folder["model"]);
        ModelFile.Write(_folder["model"], json =>
        {
            json.WriteStartObject();
            foreach (var property in stored.Document.EnumerateObject())
                if (property.Name != "networks") property.WriteTo(json);
            json.WritePropertyName("networks");
            json.WriteRawValue(networks);
            json.WriteEndObject();
        }, [.. stored.Tensors, .. stored.Tensors.Select(t => StoredTensor.Of($"1/{t.Name[2..]}", t.As<float>()!, t.Shape))]);
        Assert.Contains("model.json does not describe a model", Assert.Throws<CheckpointException>(() => SavedModel.Read(_folder["model"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_another_shape_are_named()
    {
        using var model = Write([0, 1]);
        var stored = ModelFile.Read(_folder["model"]);
        ModelFile.Write(_folder["model"], json => stored.Document.WriteTo(json), [.. stored.Tensors.Select(t => t.Name == "0/trunk.0.bias" ? StoredTensor.Of(t.Name, new float[5], 5) : t)]);
        Assert.Contains("tensor '0/trunk.0.bias': expected F32 [6], found F32 [5]", Assert.Throws<CheckpointException>(() => SavedModel.Read(_folder["model"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_model_is_refused() => Assert.Throws<CheckpointException>(() => Predictor.Load(_folder["nothing"]));

    private MultiTaskModel Write(int[] tasks)
    {
        var setup = Toy.Setup(Prepared);
        var model = setup.CreateModel();
        SavedModel.Write(_folder["model"], Prepared.Encoders, Prepared.Tasks, setup.Sharing, [(tasks, ParameterSnapshot.Take(model.Parameters))]);
        return model;
    }

    private string[] Contents() => [.. Directory.EnumerateFiles(_folder["model"]).Order().Select(file => Convert.ToHexString(File.ReadAllBytes(file)))];
}
