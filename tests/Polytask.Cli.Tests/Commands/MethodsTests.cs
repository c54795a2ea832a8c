using Polytask.Catalog;

namespace Polytask.Cli.Tests.Commands;

public sealed class MethodsTests
{
    [Fact]
    public void Every_kind_is_listed()
    {
        var output = CliRun.Of("methods").Succeeds().Output;
        foreach (var kind in Kinds.Families.SelectMany(family => family.Kinds)) Assert.Contains($"  {kind.Name} ", output);
    }

    [Fact]
    public void One_family_comes_with_its_papers()
    {
        var output = CliRun.Of("methods", "tasks").Succeeds().Output;
        Assert.Contains("classification", output);
        Assert.Contains("https://arxiv.org/abs/2111.08851", output);
        Assert.DoesNotContain("alternating", output);
    }

    [Fact]
    public void A_family_that_is_misspelt() => CliRun.Of("methods", "task").Refuses(2, "'task'", "Did you mean 'tasks'?");
}
