namespace Polytask.Cli.Tests.Commands;

public sealed class DoctorTests
{
    [Fact]
    public void Everything_works_here()
    {
        var output = CliRun.Of("doctor").Succeeds().Output;
        Assert.Contains("libtorch", output);
        Assert.Contains("every number right", output);
        Assert.DoesNotContain("NO:", output);
    }

    [Fact]
    public void Programs_get_the_same()
    {
        var found = CliRun.Of("doctor", "--json").Json();
        Assert.True(found.GetProperty("ok").GetBoolean());
        Assert.Equal("2.10.0", found.GetProperty("load").GetProperty("version").GetString());
    }
}
