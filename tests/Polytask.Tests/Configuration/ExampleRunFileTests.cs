using System.Text.Json.Nodes;
using Polytask.Configuration;
using YamlDotNet.Serialization;

namespace Polytask.Tests.Configuration;

/// <summary>The run files of the examples are right: by the reader, and by the schema that editors use.</summary>
public sealed class ExampleRunFileTests
{
    private static readonly SchemaValidator Schema = new(RunFileSchema.Write());

    public static TheoryData<string> RunFiles() =>
        [.. Directory.EnumerateFiles(Examples(), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Examples(), path))];

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void IsRightAndStaysTheSameWhenWrittenOut(string file)
    {
        var path = Path.Combine(Examples(), file);
        var written = RunFileWriter.Write(RunFileReader.Read(path));
        Assert.Equal(written, RunFileWriter.Write(RunFileReader.Parse(written, file, "/")));
        Assert.True(Schema.Accepts(Json(File.ReadAllText(path))), $"The schema does not accept {file}.");
        Assert.True(Schema.Accepts(Json(written)), $"The schema does not accept {file} written out.");
    }

    private static JsonNode? Json(string yaml) =>
        Node(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml));

    private static JsonNode? Node(object? value) => value switch
    {
        IDictionary<object, object> map => new JsonObject(map.Select(entry => KeyValuePair.Create((string)entry.Key, Node(entry.Value)))),
        IList<object> list => new JsonArray([.. list.Select(Node)]),
        null => null,
        _ => System.Text.Json.JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static string Examples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "examples"))) folder = folder.Parent ?? throw new InvalidOperationException("No folder above the tests holds the examples.");
        return Path.Combine(folder.FullName, "examples");
    }
}
