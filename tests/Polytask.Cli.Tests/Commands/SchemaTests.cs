namespace Polytask.Cli.Tests.Commands;

public sealed class SchemaTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void The_output_is_a_schema() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", CliRun.Of("schema").Json().GetProperty("$schema").GetString());

    [Fact]
    public void A_file_holds_the_same()
    {
        var run = CliRun.Of("schema", "--out", _place["schema.json"]).Succeeds();
        Assert.Equal("", run.Output);
        Assert.Equal(CliRun.Of("schema").Output, File.ReadAllText(_place["schema.json"]));
    }

    [Fact]
    public void A_folder_that_is_not_there() => CliRun.Of("schema", "--out", _place["none/schema.json"]).Refuses(1, "none");

    public void Dispose() => _place.Dispose();
}
