using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Polytask.Catalog;
using Polytask.Configuration;

namespace Polytask.Tests.Configuration;

public sealed class RunFileSchemaTests
{
    private const string Good = """{"data": {"shop": {"kind": "toy_source", "path": "a"}}, "inputs": {"text": "toy_input"}, "tasks": {"mood": {"kind": "toy_task"}}}""";
    private static readonly string Schema = RunFileSchema.Write();
    private static readonly SchemaValidator Validator = new(Schema);

    [Fact]
    public void EveryRunIsAccepted() =>
        Generators.Run.ForAll(run => Assert.True(Validator.Accepts(Json(run))), iter: 200);

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"training": {"epochs": 3}}""", true)]
    [InlineData("""{"training": "joint"}""", true)]
    [InlineData("""{"training": {"kind": "joint", "epochs": 3}}""", true)]
    [InlineData("""{"training": {"epohcs": 3}}""", false)]
    [InlineData("""{"training": {"kind": "jiont"}}""", false)]
    [InlineData("""{"training": "jiont"}""", false)]
    [InlineData("""{"training": {"epochs": 0}}""", false)]
    [InlineData("""{"training": {"epochs": 1.5}}""", false)]
    [InlineData("""{"training": {"epochs": null}}""", false)]
    [InlineData("""{"trianing": {}}""", false)]
    [InlineData("""{"seed": "1"}""", false)]
    [InlineData("""{"inputs": {}}""", false)]
    [InlineData("""{"inputs": {"text": {"column": "a"}}}""", false)]
    [InlineData("""{"inputs": {"text": {"kind": "toy_input", "column": null}}}""", true)]
    [InlineData("""{"data": {"shop": "toy_source"}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source"}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "header": "yes"}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "shade": "very_dark"}}}""", true)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "shade": "dark"}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "weights": {"x": 9}}}}""", true)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "weights": {"x": 9.5}}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "toy": {"height": 2}}}}""", true)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "toy": {"radius": 2}}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "toy": {"kind": "ball", "radius": 0}}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "toys": ["crate", {"kind": "ball"}]}}}""", true)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "toys": [{"radius": 1}]}}}""", false)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "label": {"size": 1, "text": null}}}}""", true)]
    [InlineData("""{"data": {"shop": {"kind": "toy_source", "path": "a", "label": {"colour": 1}}}}""", false)]
    public void SchemaAndReaderAgree(string change, bool right)
    {
        var run = JsonNode.Parse(Good)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject()) run[key] = value?.DeepClone();
        Assert.Equal(right, Validator.Accepts(run));
        if (right) Assert.NotNull(RunFileReader.Parse(run.ToJsonString(), "run.yaml", "/"));
        else Assert.Throws<ConfigurationException>(() => RunFileReader.Parse(run.ToJsonString(), "run.yaml", "/"));
    }

    [Fact]
    public void EveryKindIsDescribedWithAllItsKeysBoundsAndDefaults()
    {
        var definitions = JsonNode.Parse(Schema)!["$defs"]!;
        var crate = definitions["toys.crate"]!;
        Assert.Equal(["kind", "share", "width", "height"], crate["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal("""{"type":"integer","minimum":1,"maximum":100,"default":2}""", crate["properties"]!["width"]!.ToJsonString());
        Assert.Equal("""["path"]""", definitions["data.toy_source"]!["required"]!.ToJsonString());
        Assert.Contains("Newton, Principia, 1687", definitions["toys.ball"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(Kinds.Families.Where(family => family.Key is "data" or "split" or "inputs" or "tasks" or "sharing" or "balancing" or "optimiser" or "schedule" or "training").SelectMany(family => family.Kinds), kind =>
            Assert.Equal(["kind", .. kind.Descriptions.Select(option => option.Key)], definitions[$"{kind.Family.Key}.{kind.Name}"]!["properties"]!.AsObject().Select(property => property.Key)));
    }

    [Fact]
    public void HelpStandsInTheSchema() =>
        Assert.Equal("The seed of every random stream.", JsonNode.Parse(Schema)!["properties"]!["seed"]!["description"]!.GetValue<string>());

    private static JsonNode Json(RunFile run)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) OptionJson.Write(writer, run);
        return JsonNode.Parse(bytes.ToArray())!;
    }
}
