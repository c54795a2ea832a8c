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
    public void Balancing_methods_stand_under_what_they_look_at()
    {
        var lines = CliRun.Of("methods", "balancing").Succeeds().Output.Split('\n');
        string[] titles = ["Losses:", "Gramian:", "Jacobian:", "Bilevel:"];
        var starts = titles.Select(title => Array.FindIndex(lines, line => line.StartsWith(title, StringComparison.Ordinal))).ToArray();
        Assert.Equal(starts.Order(), starts);
        Assert.Equal(["uw", "mgda", "graddrop", "moml"], starts.Select((start, i) => lines[start..(i + 1 < starts.Length ? starts[i + 1] : lines.Length)]
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()).First(name => name is "uw" or "mgda" or "graddrop" or "moml")));
        Assert.Contains(lines, line => line.EndsWith(" Needs memory as long as a gradient per task and 2 more.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_family_that_is_misspelt() => CliRun.Of("methods", "task").Refuses(2, "'task'", "Did you mean 'tasks'?");
}
