using Polytask.Configuration;
using Polytask.Tests.Catalog;

namespace Polytask.Tests.Configuration;

public sealed class OverridesTests
{
    private const string Yaml = """
        data:
          shop: {kind: toy_source, path: shop.csv, toys: [crate]}
        inputs:
          text: toy_input
        tasks:
          mood: toy_task
        """;

    [Fact]
    public void ValuesOfEveryForm()
    {
        var run = Read("name=my run", "training.epochs=3", "data.shop.toys[0].width=7", "data.shop.toys.1=ball", "data.shop.toy={height: 2}", "data.shop.weights.0=2",
            "tasks.mood.weight=0.5", "data.more.kind=toy_source", "data.more.path=more.csv", "data.more.toys[0].kind=ball", "data.shop.note=a=b", "data.shop.limit=");
        var source = Assert.IsType<ToySource>(run.Data["shop"]);
        Assert.Equal(("my run", 3, 0.5), (run.Name, run.Training.Epochs, run.Tasks["mood"].Weight));
        Assert.Equal([new Box { Width = 7 }, new Ball()], source.Toys);
        Assert.Equal(new Box { Width = 5, Height = 2 }, source.Toy);
        Assert.Equal([new("0", 2.0)], source.Weights!);
        Assert.Equal("a=b", source.Note);
        Assert.Equal([new Ball()], Assert.IsType<ToySource>(run.Data["more"]).Toys);
        Assert.Equal(Path.GetFullPath("/runs/more.csv"), Assert.IsType<ToySource>(run.Data["more"]).Path);
    }

    [Fact]
    public void TheLastOneCounts() => Assert.Equal(4, Read("training.epochs=3", "training.epochs=4").Training.Epochs);

    [Theory]
    [InlineData("training.epohcs=3", "training.epohcs  training.epohcs is not an option of 'joint'. Did you mean 'epochs'?")]
    [InlineData("training.epochs=0", "training.epochs  training.epochs: expected a whole number from 1 to 100000, found 0.")]
    [InlineData("sharing=hrad", "sharing  sharing: 'hrad' is not a sharing architecture. Did you mean 'hard'?")]
    [InlineData("training", "training  expected key=value, found no value. Write it as in --set training.epochs=3.")]
    [InlineData("=3", "=3  expected key=value, found no value. Write it as in --set training.epochs=3.")]
    [InlineData("data.shop.toys[2]=ball", "data.shop.toys[2]  data.shop.toys is a list, and '[2]' is not one of its entries. Choose one of 0 to 1; 1 adds one.")]
    [InlineData("data.shop.toys.width=3", "data.shop.toys.width  data.shop.toys is a list, and 'width' is not one of its entries. Choose one of 0 to 1; 1 adds one.")]
    [InlineData("name=*x", "name  expected a value, found an alias (*x). Write the value itself, or put it in quotes if it is text.")]
    public void Errors(string text, string problem) => Assert.Equal($"--set {problem}", Error(text).Message);

    [Fact]
    public void ValuesToVaryComeLastAndAreReportedAsSuch()
    {
        Assert.Equal(4, RunFileReader.Parse(Yaml, "run.yaml", "/runs", ["training.epochs=3"], ["training.epochs=4"]).Training.Epochs);
        Assert.StartsWith("--vary training.epochs  training.epochs: expected",
            Assert.Throws<ConfigurationException>(() => RunFileReader.Parse(Yaml, "run.yaml", "/runs", [], ["training.epochs=0"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemsOfTheCommandLineComeAfterThoseOfTheFile()
    {
        var error = Assert.Throws<ConfigurationException>(() => RunFileReader.Parse(Yaml + "\nsede: 1", "run.yaml", "/runs", ["training.epochs=0", "seed"]));
        Assert.Equal(["run.yaml:7:1", "--set seed", "--set training.epochs"], error.Problems.Select(problem => problem.Split("  ")[0]));
    }

    private static RunFile Read(params string[] overrides) => RunFileReader.Parse(Yaml, "run.yaml", "/runs", overrides);

    private static ConfigurationException Error(string text) => Assert.Throws<ConfigurationException>(() => Read(text));
}
