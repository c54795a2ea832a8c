using System.Text;
using System.Text.Json;
using Polytask.Catalog;

namespace Polytask.Tests.Catalog;

public sealed class OptionJsonTests
{
    [Fact]
    public void AKindIsWrittenWithItsDiscriminator() =>
        Assert.Equal("""{"kind":"crate","share":0.5,"width":3,"height":2}""", Write(new Box { Width = 3, Height = 2 }));

    [Fact]
    public void ARecordWithoutAKindHasNone() => Assert.Equal("""{"size":12,"text":"a \u0022b\u0022"}""", Write(new Label { Text = "a \"b\"" }));

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        var source = new ToySource
        {
            Path = "relative/file.csv", Limit = 3, Gain = 0.1f, Shade = Shade.VeryDark, Note = null, Steps = [1e-300, double.MaxValue],
            Weights = new Dictionary<string, double> { ["b"] = 1, ["a.c"] = 2 }, Toy = new Ball { Radius = 0.1 }, Toys = [new Box(), new Ball()],
        };
        Assert.Equivalent(source, OptionJson.Read<Polytask.Data.SourceOptions>(Json(Write(source))), strict: true);
        Assert.Equivalent(source, OptionJson.Read<ToySource>(Json(Write(source))), strict: true);
    }

    [Fact]
    public void AKindThatIsAskedForByTypeNeedsNoDiscriminator() =>
        Assert.Equal(new Box { Width = 4 }, OptionJson.Read<Box>(Json("""{"width":4}""")));

    [Theory]
    [InlineData("""{"kind":"crtae"}""", "model.json  kind: 'crtae' is not a toy. Did you mean 'crate'?")]
    [InlineData("""{"kind":"crate","widht":1}""", "model.json  widht is not an option of 'crate'. Did you mean 'width'?")]
    [InlineData("""{"kind":"crate","width":"1"}""", "model.json  width: expected a whole number from 1 to 100, found the text \"1\".")]
    [InlineData("""{"kind":"crate","width":null}""", "model.json  width: expected a whole number from 1 to 100, found nothing.")]
    [InlineData("""{"kind":"crate","width":1,"width":2}""", "model.json  width is given twice. Keep one.")]
    [InlineData("[]", "model.json  expected a toy, found a list.")]
    [InlineData("null", "model.json  expected a toy, found nothing.")]
    [InlineData("{}", "model.json  kind is missing. Say which toy it is: one of ball, crate.")]
    public void Errors(string json, string problem) =>
        Assert.Equal(problem, Assert.Throws<ConfigurationException>(() => OptionJson.Read<ToyOptions>(Json(json), "model.json")).Message);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static string Write(object options)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) OptionJson.Write(writer, options);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
